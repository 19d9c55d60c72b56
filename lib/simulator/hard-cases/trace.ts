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

/** Cases of other plants: other makers, address plans and orders of events (docs/identity.md tells them, too). */
export const OTHER_CASE_NAMES = [
  "chassis-with-two-adapters",
  "bridged-field-network",
  "port-forwarding",
  "short-serials",
  "network-card-replaced",
  "controller-replaced",
  "spare-with-the-same-name",
  "field-laptop-and-panel",
  "wandering-tablet",
  "phones-with-random-macs",
  "cloned-machines",
  "printers-with-one-name",
  "dual-stack-hosts",
  "proxy-arp-for-a-few",
  "answering-firewall",
  "spoofed-sources",
  "standby-pair-from-both-sides",
  "chassis-of-many-ports",
  "contradictory-sources",
  "local-time-clock",
  "simulator-on-a-maker-laptop",
  "hot-standby-pair-swaps",
  "redundant-controllers",
  "two-routers-to-one-network",
  "parallel-redundancy",
  "firewall-takes-over",
  "answering-firewall-in-logs",
  "refusing-firewall",
  "layer-3-switches",
  "one-to-one-nat",
  "controller-answers-for-clients",
  "routed-on-a-trunk",
  "default-address",
  "factory-serials",
  "unsorted-capture",
  "list-of-serials",
  "one-link-local-address",
  "address-is-given-away",
  "name-given-twice",
  "logs-alone",
  "scans-before-and-after",
  "lists-in-many-spellings",
  "client-bridge",
  "routers-that-advertise",
  "relayed-announcements",
  "many-cards-behind-one-port",
  "balanced-cluster",
  "serial-on-a-made-up-card",
  "poisoned-address-table",
  "answered-flood",
  "starved-pool",
  "absent-units",
  "poisoned-network",
  "address-claimed-by-many",
  "rack-of-one-serial",
  "laptop-with-two-names",
  "laptop-that-says-nothing",
  "clock-set-while-listening",
  "clones-with-one-serial",
  "boards-with-the-systems-name",
  "swapped-processors",
  "leases-in-two-realms",
  "upgraded-controller",
  "scanned-through-proxy",
  "scanned-between-holders",
  "one-host-key",
  "successor-only-scanned",
  "listed-server",
  "row-with-two-cards",
  "outdated-list",
  "one-host-in-three-views",
  "leases-behind-a-router",
  "relayed-leases",
  "replaced-standby-pair",
  "factory-names-in-every-cell",
  "management-controller-on-one-plug",
  "equal-networks-in-two-vlans",
  "swapped-serial-servers",
  "host-that-names-its-chassis",
  "adapter-carried-to-another-rack",
  "migrating-machines",
  "outstations-of-one-number",
  "spare-with-the-image",
  "words-in-place-of-a-serial",
  "ipv6-alone-beyond-a-router",
  "firewall-in-four-networks",
  "cell-behind-nat",
  "new-card-every-day",
  "two-scanners-and-a-pool",
  "frames-in-anothers-name",
  "switches-with-a-common-card",
  "pair-with-a-system-address",
  "numbers-that-count-up",
  "leases-in-one-file",
] as const;
export type CaseName = (typeof CASE_NAMES)[number] | (typeof OTHER_CASE_NAMES)[number];

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
