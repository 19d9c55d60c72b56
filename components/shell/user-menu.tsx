"use client";

import { LogOut, MonitorX } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast-store";
import { apiSend } from "@/lib/client/api-client";
import { sentenceOf } from "@/lib/client/api-problem";
import { useUser } from "./session-context";

/** Who is signed in, with which role, and the way out. */
export function UserMenu() {
  const user = useUser();
  return (
    <Menu
      align="end"
      trigger={
        <Button tone="quiet" className="max-w-44 px-2!">
          <span
            aria-hidden
            className="inline-flex size-6 items-center justify-center rounded-full bg-track font-medium text-[11px] text-soft"
          >
            {initialsOf(user.name)}
          </span>
          <bdi className="truncate max-md:sr-only">{user.name}</bdi>
        </Button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="truncate font-medium" title={user.name}>
          <bdi>{user.name}</bdi>
        </p>
        <p className="truncate text-muted text-xs" title={user.email}>
          {user.email}
        </p>
        <p className="text-muted text-xs">Role: {user.role}</p>
      </div>
      <MenuLine />
      <MenuItem onSelect={() => signOut("/session")}>
        <LogOut aria-hidden size={14} className="text-muted" />
        Sign out
      </MenuItem>
      <MenuItem onSelect={() => signOut("/session?everywhere=true")}>
        <MonitorX aria-hidden size={14} className="text-muted" />
        End all my sessions
      </MenuItem>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? "")][0] ?? "";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

async function signOut(path: string): Promise<void> {
  try {
    await apiSend("DELETE", path, null);
    // A full load, so that nothing of this person stays in memory.
    window.location.assign("/sign-in");
  } catch (error) {
    toast({ title: "You are still signed in", detail: sentenceOf(error), tone: "danger" });
  }
}
