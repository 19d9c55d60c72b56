"use client";

import { SunMoon } from "lucide-react";
import { useTheme } from "next-themes";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice } from "@/components/ui/menu";

const CHOICES = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const value = CHOICES.find((it) => it.value === theme)?.value ?? "system";
  return (
    <Menu
      align="end"
      trigger={
        <Button tone="quiet" aria-label="Theme" title="Theme" size="sm" className="w-7 px-0!">
          <SunMoon aria-hidden size={16} />
        </Button>
      }
    >
      <MenuChoice label="Theme" value={value} onChange={setTheme} choices={CHOICES} />
    </Menu>
  );
}
