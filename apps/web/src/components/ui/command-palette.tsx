import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { backdropClass, popupItemClass } from "#components/ui/popup.ts";

export interface Command {
  /** Unique among all commands. */
  value: string;
  label: string;
  icon?: ReactNode;
  run: () => void;
}

export interface CommandGroup {
  value: string;
  items: Command[];
}

interface CommandPaletteProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  groups: CommandGroup[];
  onSearchChange: (search: string) => void;
}

/** Type a few letters, press Enter. */
export function CommandPalette({ isOpen, onOpenChange, groups, onSearchChange }: CommandPaletteProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup
          aria-label="Search and commands"
          className="fixed top-[10vh] left-1/2 z-40 flex max-h-[70vh] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 flex-col overflow-hidden rounded-md border bg-raised text-ink outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Autocomplete.Root open inline items={groups} autoHighlight="always" onValueChange={onSearchChange}>
            <div className="flex items-center gap-2 border-b px-3">
              <Search aria-hidden className="size-4 text-muted" />
              <Autocomplete.Input
                aria-label="Search pages, projects and actions"
                placeholder="Search pages, projects and actions…"
                className="h-11 w-full bg-transparent outline-none"
              />
            </div>
            <Dialog.Close className="sr-only">Close</Dialog.Close>
            <Autocomplete.Empty className="p-3 text-muted empty:p-0">Nothing found.</Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-y-auto p-1 empty:p-0">
              {(group: CommandGroup) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  <Autocomplete.GroupLabel className="px-2 pt-2 pb-1 text-[0.8125rem] text-muted">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(command: Command) => (
                      <Autocomplete.Item
                        key={command.value}
                        value={command}
                        className={popupItemClass}
                        onClick={() => {
                          onOpenChange(false);
                          command.run();
                        }}
                      >
                        {command.icon}
                        {command.label}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
