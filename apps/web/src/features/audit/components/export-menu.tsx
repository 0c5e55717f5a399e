import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, MenuLink, MenuText } from "#components/ui/dropdown-menu.tsx";
import { downloadAddress } from "#lib/chosen-organization.ts";

interface ExportMenuProps {
  /** What the page shows; the file holds all of it and not just one page. */
  filter: Record<string, string | undefined>;
}

export function ExportMenu({ filter }: ExportMenuProps) {
  return (
    <DropdownMenu
      trigger={
        <Button>
          <Download aria-hidden /> Export
        </Button>
      }
    >
      <MenuText>Every event that matches the filters</MenuText>
      <MenuLink href={downloadAddress("audit-log", { ...filter, format: "jsonl" })}>JSON Lines</MenuLink>
      <MenuLink href={downloadAddress("audit-log", { ...filter, format: "csv" })}>CSV</MenuLink>
    </DropdownMenu>
  );
}
