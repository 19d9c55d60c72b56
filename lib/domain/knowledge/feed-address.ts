/** Redirects that are followed from a configured address. */
export const MAX_REDIRECTS = 5;

/**
 * What is wrong with an address that a feed is to be fetched from, in a sentence; null when nothing is. Encrypted only,
 * unless it is this machine itself.
 */
export function addressProblem(text: string): string | null {
  const url = parse(text);
  if (url === null) return "This is no web address.";
  if (url.username !== "" || url.password !== "") return "An address with a user or password in it is not taken.";
  if (url.protocol === "https:") return null;
  if (url.protocol === "http:" && isLoopback(url.hostname)) return null;
  return "Only https addresses are taken, or http on this machine itself.";
}

/**
 * Where a server's redirect may lead: to another path of its own host, or to a host that has a name, encrypted. Never
 * from outside to this machine, and never to a bare IP address: a feed's server has no say in whom else we talk to.
 */
export function redirectProblem(from: URL, to: URL): string | null {
  const problem = addressProblem(to.href);
  if (problem !== null) return `It leads to ${to.origin}. ${problem}`;
  if (to.host === from.host) return null;
  if (isLoopback(to.hostname) && !isLoopback(from.hostname)) return "It leads to this machine itself.";
  if (isBareAddress(to.hostname) && !isLoopback(from.hostname)) return `It leads to the bare address ${to.hostname}.`;
  return null;
}

/** Whether a host of an address (`URL.hostname`) is this machine itself, under any of its names. */
export function isLoopback(hostname: string): boolean {
  // RFC 6761 §6.3: names below localhost are this machine too; a name may end in the root's dot.
  return /^(?:.*\.)?localhost\.?$/.test(hostname) || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

const isBareAddress = (hostname: string) => hostname.startsWith("[") || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(hostname);

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
