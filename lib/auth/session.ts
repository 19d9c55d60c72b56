import { findSessionUser } from "@/lib/db/users/session";
import type { Role } from "@/lib/domain/access/permissions";
import { sessionCookieName, sessionTokenOf } from "./session-cookie";
import { hashToken } from "./token";

/** Who asks. Every service takes one as its first argument and checks what it may do. */
export interface Actor {
  /** null for the machine itself: command line and worker. */
  readonly userId: string | null;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** Whoever has a shell on the machine and its database may do everything; the audit log calls it by this name. */
export const systemActor: Actor = { userId: null, name: "command line", email: "", role: "owner" };

/** The signed-in user of a request; null when there is none. Asks the database each time, so a lock holds at once. */
export async function actorOf(
  request: Request,
  { isUse = true }: { readonly isUse?: boolean } = {},
): Promise<Actor | null> {
  return actorOfToken(sessionTokenOf(request), isUse);
}

/** The same for server components. Reading the cookie makes the page dynamic. */
export async function actorOfCookies(): Promise<Actor | null> {
  // Loaded here, because the command line and the worker use this file too and have no Next around them.
  const { cookies } = await import("next/headers");
  return actorOfToken((await cookies()).get(sessionCookieName())?.value ?? null);
}

/** For pages: the signed-in user, or off to the sign-in page, which comes back to the page that was asked for. */
export async function requireActor(): Promise<Actor> {
  const actor = await actorOfCookies();
  if (actor) return actor;
  const [{ redirect }, { headers }] = await Promise.all([import("next/navigation"), import("next/headers")]);
  const path = (await headers()).get("x-asked-path") ?? "/";
  return redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}

async function actorOfToken(token: string | null, isUse = true): Promise<Actor | null> {
  return token === null || token.length > 200 ? null : findSessionUser(hashToken(token), isUse);
}
