import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, MenuLink, MenuText } from "#components/ui/dropdown-menu.tsx";
import { chosenOrganization } from "#lib/chosen-organization.ts";

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
      <MenuLink href={hrefOf(filter, "jsonl")}>JSON Lines</MenuLink>
      <MenuLink href={hrefOf(filter, "csv")}>CSV</MenuLink>
    </DropdownMenu>
  );
}

function hrefOf(filter: ExportMenuProps["filter"], format: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, format, organization: chosenOrganization() })) {
    if (value !== undefined && value !== null) query.set(name, value);
  }
  return `/api/downloads/audit-log?${query}`;
}
