import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, MenuLink, MenuText } from "#components/ui/dropdown-menu.tsx";
import { FILE_FORMATS, type FileFormat } from "#features/secrets/lib/parse-secrets-file.ts";
import type { SecretPlace } from "#features/secrets/lib/secret-place.ts";
import { downloadAddress } from "#lib/chosen-organization.ts";

const LABELS: Record<FileFormat, string> = { env: ".env", json: "JSON", yaml: "YAML" };

/** The folder's secrets as a file, values and all. */
export function ExportMenu({ place, hasImports }: { place: SecretPlace; hasImports: boolean }) {
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
        <span className="block max-w-60">
          The values you may read of this folder, unencrypted{hasImports && ", with what it imports"}. It is written to
          the audit log.
        </span>
      </MenuText>
      {FILE_FORMATS.map((format) => (
        <MenuLink key={format} href={hrefOf(place, format, hasImports)}>
          {LABELS[format]}
        </MenuLink>
      ))}
    </DropdownMenu>
  );
}

function hrefOf(place: SecretPlace, format: FileFormat, areImportsWanted: boolean): string {
  return downloadAddress("secrets", { ...place, format, areImportsWanted: String(areImportsWanted) });
}
