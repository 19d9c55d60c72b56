import { clientAddress } from "./client-address";
import { RateLimit } from "./rate-limit";

const WINDOW_MS = 15 * 60_000;

/** One person who mistypes meets none of these; a machine that guesses does. */
const byAccountAndAddress = new RateLimit(10, WINDOW_MS);
/** Holds when the address is forged on every try. High enough that nobody locks another out by accident. */
const byAccount = new RateLimit(100, WINDOW_MS);
const byAddress = new RateLimit(100, WINDOW_MS);

/** Counts one try to sign in; throws AppError("too-many"). */
export function takeSignInTry(request: Request, email: string): void {
  const address = clientAddress(request);
  const account = email.toLowerCase();
  byAccountAndAddress.take(`${account} ${address}`);
  byAccount.take(account);
  byAddress.take(address);
}

const links = new RateLimit(60, WINDOW_MS);

/** The same for one-time links, of which nobody can guess one, but looking them up is work. */
export function takeLinkTry(request: Request): void {
  links.take(clientAddress(request));
}
