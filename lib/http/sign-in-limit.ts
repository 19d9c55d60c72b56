import { clientAddress } from "./client-address";
import { RateLimit } from "./rate-limit";

const WINDOW_MS = 15 * 60_000;

/** One person who mistypes meets none of these; a machine that guesses does. */
const byAccountAndAddress = new RateLimit(10, WINDOW_MS);
/** Holds when the address is forged on every try. It keeps strangers out, never a browser that is known for the account. */
const byAccount = new RateLimit(100, WINDOW_MS);
const byAddress = new RateLimit(100, WINDOW_MS);

/** Of a browser that signed in to the account before: nobody else's tries count against it. */
const byBrowser = new RateLimit(10, WINDOW_MS);

/**
 * Counts one try to sign in; throws AppError("too-many").
 * @param browser known for this account (lib/auth/known-browser.ts), else null
 * @returns gives the try back, for one that failed before the password was looked at
 */
export function takeSignInTry(request: Request, email: string, browser: string | null = null): () => void {
  const address = clientAddress(request);
  const account = email.toLowerCase();
  const counters: readonly (readonly [limit: RateLimit, key: string])[] =
    browser === null
      ? [
          [byAccountAndAddress, `${account} ${address}`],
          [byAccount, account],
          [byAddress, address],
        ]
      : [[byBrowser, browser]];
  for (const [limit, key] of counters) limit.take(key);
  return () => {
    for (const [limit, key] of counters) limit.giveBack(key);
  };
}

const links = new RateLimit(60, WINDOW_MS);

/** The same for one-time links, of which nobody can guess one, but looking them up is work. */
export function takeLinkTry(request: Request): void {
  links.take(clientAddress(request));
}
