import "server-only";
import { randomUUID } from "node:crypto";
import type { Sql } from "@/lib/db/sql";
import { insertUser, type UserRow } from "@/lib/db/users/user";

/**
 * The first owner who gave no account. Has no password, so nobody can sign in by this address: the way back is the link
 * that every start prints.
 */
export function insertUnnamedOwner(tx: Sql): Promise<UserRow> {
  return insertUser(tx, {
    id: randomUUID(),
    role: "owner",
    name: "Owner",
    email: "owner@sightglass.local",
    passwordHash: null,
  });
}
