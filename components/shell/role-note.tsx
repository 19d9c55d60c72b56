"use client";

import { leastRoleFor, type Permission } from "@/lib/domain/access/permissions";
import { useCan } from "./session-context";

interface RoleNoteProps {
  readonly permission: Permission;
  /** What it allows, as a verb: "import". */
  readonly deed: string;
}

/** Where something waits to be done that this person's role may not do: whom to ask. Nothing for who may do it. */
export function RoleNote({ permission, deed }: RoleNoteProps) {
  const mayDoIt = useCan(permission);
  return mayDoIt ? null : <p className="text-muted">{sayWhomToAsk(permission, deed)}</p>;
}

/** "Your role may look, not import. Ask an owner for the role of an analyst." */
export function sayWhomToAsk(permission: Permission, deed: string): string {
  const role = leastRoleFor(permission);
  return `Your role may look, not ${deed}. ${role === "owner" ? "Ask an owner." : `Ask an owner for the role of an ${role}.`}`;
}
