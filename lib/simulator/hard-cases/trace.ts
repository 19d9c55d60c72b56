import type { TimeUs } from "@/lib/domain/observation";

/** The hard cases of identity, each a story of its own (docs/identity.md tells them). */
export const CASE_NAMES = [
  "dhcp-churn",
  "static-ip-replaced",
  "one-ip-two-macs",
  "redundant-routers",
  "teamed-cards",
  "multi-homed-server",
  "plc-rack",
  "gateway-children",
  "nat-and-proxy-arp",
  "scanner-meets-sensor",
  "both-sides-of-a-router",
  "made-up-macs",
  "shared-hostnames",
  "asked-not-owned",
  "echoed-identity",
  "spoofed-identity",
  "overlapping-realms",
  "roaming-laptop",
  "wrong-clocks",
  "flood",
] as const;
export type CaseName = (typeof CASE_NAMES)[number];

/**
 * One thing that somebody could point at, and whose it truly is: a card, an address at a moment, a child behind an
 * address, a serial. Two traces of one device must end in one device of the inventory, two of different ones in two.
 */
export interface Trace {
  readonly case: CaseName;
  /** The true device, unique in the plant; null for what is no device at all (a made-up MAC, an absent address). */
  readonly device: string | null;
  readonly realm: string;
  readonly mac?: string;
  readonly ip?: string;
  /** When the address was the device's. */
  readonly atUs?: TimeUs;
  /** The child's address in its protocol's words, behind `ip` or `mac`. */
  readonly child?: string;
  /** A serial that only this device has. */
  readonly serial?: string;
}
