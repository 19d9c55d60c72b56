import type { Sql } from "@/lib/db/sql";
import { insertSession } from "@/lib/db/users/session";
import { SESSION_MS } from "./session-cookie";
import { newToken } from "./token";

/** Makes a session for the user, always under a new token; returns the token for the cookie. */
export async function startSession(tx: Sql, userId: string): Promise<string> {
  const { token, tokenHash } = newToken();
  await insertSession(tx, { tokenHash, userId, lastsMs: SESSION_MS });
  return token;
}
