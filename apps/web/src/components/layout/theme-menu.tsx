import { Monitor, Moon, Sun } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { DropdownMenu, MenuRadioGroup } from "#components/ui/dropdown-menu.tsx";
import { setTheme, THEMES, useTheme } from "#lib/theme.ts";

export const THEME_LABELS = { system: "Like the system", light: "Light", dark: "Dark" } as const;
const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

export function ThemeMenu() {
  const theme = useTheme();
  const Icon = ICONS[theme];
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="icon" aria-label="Theme">
          <Icon aria-hidden />
        </Button>
      }
    >
      <MenuRadioGroup
        label="Theme"
        value={theme}
        options={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
        onValueChange={setTheme}
      />
    </DropdownMenu>
  );
}
