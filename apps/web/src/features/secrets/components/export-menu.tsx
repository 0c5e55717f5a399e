import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, MenuLink, MenuSeparator, MenuText } from "#components/ui/dropdown-menu.tsx";
import { FILE_FORMATS, type FileFormat } from "#features/secrets/lib/parse-secrets-file.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { downloadAddress } from "#lib/chosen-organization.ts";

const LABELS: Record<FileFormat, string> = { env: ".env", json: "JSON", yaml: "YAML" };

/** Secrets as a file, values and all: the folder's for other programs, or all there is as Podpass keeps it. */
export function ExportMenu({ place, hasImports }: { place: SecretPlace; hasImports: boolean }) {
  const { projectId, environment } = place;
  return (
    <DropdownMenu
      trigger={
        <Button>
          <Download aria-hidden />
          Export
        </Button>
      }
    >
      <MenuText>
        <span className="block max-w-60">The values you may read, unencrypted. It is written to the audit log.</span>
      </MenuText>
      <MenuSeparator />
      <MenuText>
        <span className="block max-w-60">This folder{hasImports && ", with what it imports"}</span>
      </MenuText>
      {FILE_FORMATS.map((format) => (
        <MenuLink key={format} href={hrefOf(place, format, hasImports)}>
          {LABELS[format]}
        </MenuLink>
      ))}
      <MenuSeparator />
      <MenuText>
        <span className="block max-w-60">With folders, comments, tags, metadata and imports</span>
      </MenuText>
      <MenuLink href={downloadAddress("project", { projectId, environment })}>This environment</MenuLink>
      <MenuLink href={downloadAddress("project", { projectId })}>The whole project</MenuLink>
    </DropdownMenu>
  );
}

function hrefOf(place: SecretPlace, format: FileFormat, areImportsWanted: boolean): string {
  return downloadAddress("secrets", { ...place, format, areImportsWanted: String(areImportsWanted) });
}
