import { env } from "@/lib/config/env";

/** Absolute end of a session, in milliseconds. The idle end is in lib/db/users/session.ts. */
export const SESSION_MS = 7 * 24 * 3_600_000;

const NAME = "sightglass";

/** `__Host-` binds the cookie to this very host over https; without TLS (the demo on loopback) browsers refuse it. */
function isSecure(): boolean {
  return env().url.protocol === "https:";
}

const nameOf = (name: string) => (isSecure() ? `__Host-${name}` : name);

export function sessionCookieName(): string {
  return nameOf(NAME);
}

/** Value of Set-Cookie that signs the browser in. */
export function sessionCookie(token: string): string {
  return hostCookie(NAME, token, Math.floor(SESSION_MS / 1000));
}

/** Value of Set-Cookie that takes the cookie away. */
export function endedSessionCookie(): string {
  return hostCookie(NAME, "", 0);
}

/** Value of Set-Cookie for a cookie that no script reads, and that is sent to this host by its own pages alone. */
export function hostCookie(name: string, value: string, maxAgeS: number): string {
  const parts = [`${nameOf(name)}=${value}`, "Path=/", `Max-Age=${maxAgeS}`, "HttpOnly", "SameSite=Strict"];
  return [...parts, ...(isSecure() ? ["Secure"] : [])].join("; ");
}

/** The session token in a Cookie header; null when there is none. */
export function sessionTokenOf(request: Request): string | null {
  return cookieOf(request, NAME);
}

/** The value of a cookie that `hostCookie` set; null when there is none. */
export function cookieOf(request: Request, cookie: string): string | null {
  const name = nameOf(cookie);
  for (const part of request.headers.get("cookie")?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}
