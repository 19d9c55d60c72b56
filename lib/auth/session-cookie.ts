import { env } from "@/lib/config/env";

/** Absolute end of a session, in milliseconds. The idle end is in lib/db/users/session.ts. */
export const SESSION_MS = 7 * 24 * 3_600_000;

/** `__Host-` binds the cookie to this very host over https; without TLS (the demo on loopback) browsers refuse it. */
function isSecure(): boolean {
  return env().url.protocol === "https:";
}

export function sessionCookieName(): string {
  return isSecure() ? "__Host-sightglass" : "sightglass";
}

/** Value of Set-Cookie that signs the browser in. */
export function sessionCookie(token: string): string {
  return attributes(token, Math.floor(SESSION_MS / 1000));
}

/** Value of Set-Cookie that takes the cookie away. */
export function endedSessionCookie(): string {
  return attributes("", 0);
}

function attributes(value: string, maxAgeS: number): string {
  const parts = [`${sessionCookieName()}=${value}`, "Path=/", `Max-Age=${maxAgeS}`, "HttpOnly", "SameSite=Strict"];
  return [...parts, ...(isSecure() ? ["Secure"] : [])].join("; ");
}

/** The session token in a Cookie header; null when there is none. */
export function sessionTokenOf(request: Request): string | null {
  const name = sessionCookieName();
  for (const part of request.headers.get("cookie")?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}
