"use client";

import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { activeHotkeys, type Hotkey } from "@/lib/client/use-hotkeys";
import { PLACES } from "./places";

interface KeyboardHelpProps {
  readonly onClose: () => void;
}

/** The keys that work on this page now. */
export function KeyboardHelp({ onClose }: KeyboardHelpProps) {
  return (
    <Dialog isOpen onOpenChange={onClose} title="Keyboard" width="md">
      <div className="gap-8 sm:columns-2">
        {groupsOf(activeHotkeys()).map(([group, hotkeys]) => (
          <KeyList key={group} title={group} rows={hotkeys.map((it) => [it.label, capsOf(it.key)])} />
        ))}
        <KeyList title="In a dialog" rows={DIALOG_KEYS} />
        <KeyList title="Go to" rows={PLACES.map((it) => [it.label, `G ${it.key.toUpperCase()}`])} />
      </div>
    </Dialog>
  );
}

/** What every form in a dialog takes (form-dialog.tsx). */
const DIALOG_KEYS = [
  ["Send it, also out of a text", "Ctrl Enter"],
  ["Give it up", "Esc"],
] as const;

function KeyList({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <section className="break-inside-avoid pb-4">
      <h3 className="label-quiet pb-1">{title}</h3>
      <dl>
        {rows.map(([label, keys]) => (
          <div key={`${label} ${keys}`} className="flex min-h-7 items-center justify-between gap-4">
            <dt>{label}</dt>
            <dd>
              <Kbd keys={keys} isAlways />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function groupsOf(hotkeys: readonly Hotkey[]): [string, Hotkey[]][] {
  const groups = new Map<string, Hotkey[]>();
  for (const hotkey of hotkeys) {
    if (hotkey.label === "") continue;
    groups.set(hotkey.group, [...(groups.get(hotkey.group) ?? []), hotkey]);
  }
  return [...groups];
}

const CAPS: Readonly<Record<string, string>> = { " ": "Space", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓" };

function capsOf(key: string): string {
  if (key.startsWith("Mod+")) return `Ctrl ${key.slice(4).toUpperCase()}`;
  return CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
