import { ChevronDown } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, MenuCheckboxItem, MenuItem, MenuSeparator, MenuText } from "#components/ui/dropdown-menu.tsx";
import { TagDot } from "#features/secrets/components/tag-badge.tsx";
import type { Tag } from "#features/secrets/lib/secret-place.ts";

interface TagMenuProps {
  /** On the button: "Filter by tag". */
  label: string;
  tags: readonly Tag[];
  /** Slugs of those that are chosen. */
  chosen: readonly string[];
  onToggle: (tag: Tag, isChosen: boolean) => void;
  /** Goes to where tags are made; absent when the user may not. */
  onManage: (() => void) | undefined;
  manageLabel: string;
}

/** Chooses among the project's tags. */
export function TagMenu({ label, tags, chosen, onToggle, onManage, manageLabel }: TagMenuProps) {
  return (
    <DropdownMenu
      align="start"
      trigger={
        <Button>
          {label}
          {chosen.length > 0 && <span className="text-muted">{chosen.length}</span>}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {tags.length === 0 && <MenuText>The project has no tags.</MenuText>}
      {tags.map((tag) => (
        <MenuCheckboxItem
          key={tag.id}
          checked={chosen.includes(tag.slug)}
          onCheckedChange={(isChosen) => onToggle(tag, isChosen)}
        >
          <TagDot color={tag.color} />
          {tag.slug}
        </MenuCheckboxItem>
      ))}
      {onManage && (
        <>
          <MenuSeparator />
          <MenuItem onClick={onManage}>{manageLabel}</MenuItem>
        </>
      )}
    </DropdownMenu>
  );
}
