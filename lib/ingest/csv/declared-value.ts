/** What people write into lists, in the words of the inventory. */

const CRITICALITY: ReadonlyMap<string, string> = new Map([
  ["very low", "1"],
  ["sehr niedrig", "1"],
  ["sehr gering", "1"],
  ["low", "2"],
  ["niedrig", "2"],
  ["gering", "2"],
  ["medium", "3"],
  ["normal", "3"],
  ["moderate", "3"],
  ["mittel", "3"],
  ["high", "4"],
  ["hoch", "4"],
  ["very high", "5"],
  ["sehr hoch", "5"],
  ["critical", "5"],
  ["kritisch", "5"],
]);

/** "1" to "5", or null when the text says neither a number nor a known word. */
export function readCriticality(text: string): string | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, " ");
  return /^[1-5]$/.test(word) ? word : (CRITICALITY.get(word) ?? null);
}

const ROLES: ReadonlyMap<string, string> = new Map([
  ["sps", "plc"],
  ["steuerung", "plc"],
  ["controller", "plc"],
  ["panel", "hmi"],
  ["bediengerät", "hmi"],
  ["bedienpanel", "hmi"],
  ["umrichter", "drive"],
  ["frequenzumrichter", "drive"],
  ["antrieb", "drive"],
  ["vfd", "drive"],
  ["schalter", "switch"],
  ["netzwerkswitch", "switch"],
  ["drucker", "printer"],
  ["kamera", "camera"],
  ["ip-camera", "camera"],
  ["engineering-workstation", "engineering-station"],
  ["ews", "engineering-station"],
  ["arbeitsplatz", "workstation"],
]);

/** Lower case with dashes, German words and synonyms as ours. */
export function readRole(text: string): string {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[\s_/]+/g, "-");
  return ROLES.get(word) ?? word;
}

/** Words of a status, as NetBox, our own exports and people write them, that do not vouch for the device. */
const REFUSALS: ReadonlyMap<string, string> = new Map([
  ...[
    ...["decommissioning", "decommissioned", "retired", "disposed", "scrapped"],
    ...["deprecated", "removed", "out of service", "demontiert"],
    ...["außer betrieb", "ausser betrieb", "stillgelegt", "ausgemustert", "verschrottet", "entsorgt"],
  ].map((word) => [word, "the list says that the device is decommissioned or retired"] as const),
  ...[
    ...["unsanctioned", "ignored", "unapproved", "not approved", "rejected"],
    ...["nicht freigegeben", "abgelehnt"],
  ].map((word) => [word, "the list says that nobody approved the device"] as const),
  // Lists of addresses, as NetBox's own: who uses such an address all the same is whom nobody approved.
  ...["reserved", "reserviert", "free", "frei", "unused", "unbenutzt"].map(
    (word) => [word, "the list says that nobody uses the address"] as const,
  ),
]);

/** Roles of addresses that stand at several devices, whoever has them at the time (NetBox: IPAddressRoleChoices). */
const SHARED_ROLES: ReadonlySet<string> = new Set(["anycast", "vip", "vrrp", "hsrp", "glbp", "carp"]);

/** Whether a list's word for the role of an address says that no single device has it. */
export const isSharedRole = (text: string | null | undefined) => SHARED_ROLES.has(text?.trim().toLowerCase() ?? "");

/**
 * Why a row with this status and role approves nothing; null for every other status, a planned or a failed device's,
 * too.
 */
export function readRefusal(status: string | undefined, role: string | undefined): string | null {
  if (isSharedRole(role)) return "the list says that several devices share the address";
  const word = status
    ?.trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, " ");
  return word === undefined ? null : (REFUSALS.get(word) ?? null);
}
