import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookieOf, hostCookie } from "./session-cookie";

/**
 * A browser that has signed in to an account before (OWASP, "Slow down online guessing attacks with device cookies").
 * Its tries are counted apart from those of everybody else, so that a stranger who guesses at an account keeps nobody
 * out of it. It opens nothing: without the password it is worth ten tries.
 */
const NAME = "sightglass-known";
const KNOWN_FOR_S = 365 * 86_400;
const FORM = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

interface Credentials {
  readonly userId: string;
  readonly passwordHash: string;
}

/** Value of Set-Cookie by which the browser is known for this account, until its password changes. */
export function knownBrowserCookie(credentials: Credentials): string {
  const browser = randomBytes(16).toString("base64url");
  return hostCookie(NAME, `${browser}.${signOf(browser, credentials)}`, KNOWN_FOR_S);
}

/** What a request says of its browser; null when it says nothing. Still to be compared with an account. */
export function claimedBrowserOf(request: Request): string | null {
  return cookieOf(request, NAME);
}

/** Names the browser when it is one that signed in to this account; null for every other. */
export function knownBrowser(claim: string, credentials: Credentials): string | null {
  const [, browser, sign] = FORM.exec(claim) ?? [];
  if (browser === undefined || sign === undefined) return null;
  return timingSafeEqual(Buffer.from(sign), Buffer.from(signOf(browser, credentials))) ? browser : null;
}

/** Keyed by the hash of the password, of which nothing can be told from it: the salt is never in a browser. */
function signOf(browser: string, { userId, passwordHash }: Credentials): string {
  return createHmac("sha256", passwordHash).update(`known browser ${userId} ${browser}`).digest("base64url");
}
