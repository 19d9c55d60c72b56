import { getDomain } from "tldts";
import { parseIp } from "../address";

/** Whom outside a device talks to: what somebody registered, else an address. */
export interface Destination {
  /** "facebook.com", "157.240.27.35": the same for all hosts of one registration. */
  readonly key: string;
  readonly isNamed: boolean;
}

/**
 * The registered domain of a name ("graph.facebook.com" → "facebook.com", by the public suffix list), the name itself
 * where it is under no known suffix (a certificate's words, "gateway.plant"), the address where there is no name.
 */
export function destinationOf(name: string | null, address: string | null): Destination {
  const plain = name?.trim().toLowerCase().replace(/\.$/, "") ?? "";
  if (plain === "" || parseIp(plain) !== null) return { key: address ?? "unknown", isNamed: false };
  return { key: getDomain(plain) ?? plain, isNamed: true };
}
