/**
 * What an address, a list or a form may choose from. Free of schemas, so that the browser can carry these words without
 * the contracts that check them.
 */
import { GRANT_STATES } from "@/lib/domain/exposure/access-grant";

/** Besides them, each field of the installation's own: "field:" and its key. */
export const DEVICE_SORTS = [
  "risk",
  "name",
  "vendor",
  "zone",
  "lastSeen",
  "firstSeen",
  "ip",
  "firmware",
  "role",
  "owner",
  "location",
  "criticality",
  "os",
  "orderNumber",
  "conflicts",
  "modules",
] as const;

export const FINDING_GROUPINGS = ["product", "key", "zone"] as const;

export const FIRMWARE_LISTS = ["all", "off-golden", "no-golden", "behind", "unseen", "unsupported"] as const;

export const PATH_VIEWS = ["tools", "outside", "inside", "all"] as const;
export const PATH_SORTS = ["bytes", "lastSeen", "firstSeen", "device"] as const;
export const OUTBOUND_VIEWS = ["waiting", "needed", "closed"] as const;
/** "ended": approved, and its time is over. */
export const GRANT_STANDINGS = [...GRANT_STATES, "ended"] as const;

/** By what an entry of the audit log is about. */
export const AUDIT_KINDS = [
  "decisions",
  "imports",
  "zones",
  "exposure",
  "vulnerabilities",
  "people",
  "settings",
] as const;

/** What a cell of the matrix is held to be; a column of the matrix says it by its place here. */
export const VERDICTS = ["inside", "violation", "undecided"] as const;

export const RULE_DIALECTS = [
  "nftables",
  "iptables",
  "cisco-ios",
  "cisco-asa",
  "fortios",
  "pan-os",
  "windows",
] as const;
export type RuleDialect = (typeof RULE_DIALECTS)[number];
export const RULE_DIALECT_TITLES: Readonly<Record<RuleDialect, string>> = {
  nftables: "nftables",
  iptables: "iptables",
  "cisco-ios": "Cisco IOS",
  "cisco-asa": "Cisco ASA",
  fortios: "FortiOS",
  "pan-os": "PAN-OS",
  windows: "Windows firewall",
};
/** Those of which rule sets that others wrote can be checked. */
export const CHECKED_DIALECTS = ["nftables", "iptables", "cisco-ios", "cisco-asa"] as const;
/** Those in which the allow-list of one device can be had, with where it stands then. */
export const DEVICE_DIALECTS = ["nftables", "windows", "cisco-ios"] as const;
export const DEVICE_DIALECT_TITLES: Readonly<Record<(typeof DEVICE_DIALECTS)[number], string>> = {
  nftables: "nftables, on the device",
  windows: "Windows firewall, on the device",
  "cisco-ios": "Cisco IOS, on its switch port",
};

/** Longest rule set that is taken, in characters. */
export const MAX_RULE_TEXT = 900_000;
export const RULE_FINDINGS = ["contradicting", "shadowed", "redundant", "too-wide", "unused"] as const;
