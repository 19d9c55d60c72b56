import { isLocalMac, isVirtualRouterMac } from "../../address";
import { compareText } from "../../compare-text";
import { IDENTIFIER_STRENGTH, type Identifier, type IdentifierKind, identifierKey } from "../../device/identifier";
import type { Evidence, Observation } from "../../observation";
import type { Leases } from "../addresses/leases";
import type { Endpoint } from "../endpoints/endpoint";

/** A serial is unique together with its vendor, in every realm. */
export const EVERY_REALM = "*";

/** Identifiers kept per device: a host with ten thousand names has no name. */
const MAX_PER_KIND = 50;

const HOSTNAME_SOURCES =
  /^(?:dhcp|dhcpv6|mdns|llmnr|nbns|netbios|nbstat|browser|smb|ntlm|ntlmssp|snmp|lldp|cdp|dns|zeek|nmap|csv|netbox)/;

/** What the evidence of one endpoint offers as names of the device, besides its addresses and serials. */
export function namesIn(evidence: readonly Evidence[]): Identifier[] {
  const found = new Map<string, Identifier>();
  for (const { observation: o, origin } of evidence) {
    if (o.kind !== "identity" || o.inferred || o.subject.child !== null) continue;
    const kind = kindOfName(o.field, o.protocol);
    if (kind === null) continue;
    const value = kind === "ssh-host-key" ? sshHostKeyOf(o) : o.value.toLowerCase();
    if (value === null) continue;
    const identifier: Identifier = { kind, realm: origin.realm, value };
    found.set(identifierKey(identifier), identifier);
  }
  return [...found.values()];
}

/** MD5 of the server's public key as 32 hexadecimal digits, as every source of it can tell; null when it is no key. */
export function sshHostKeyOf(o: Observation): string | null {
  if (o.kind !== "identity" || o.field !== "description" || !SSH_HOST_KEY.test(o.protocol) || o.inferred) return null;
  const fingerprint = /(?:^| )((?:[0-9a-f]{2}:){15}[0-9a-f]{2}|[0-9a-f]{32})$/i.exec(o.value)?.[1];
  return fingerprint?.replaceAll(":", "").toLowerCase() ?? null;
}

/** "ssh hostkey" of captures and logs, "nmap ssh hostkey" of scans. */
const SSH_HOST_KEY = /(?:^| )ssh[ -]hostkey$/;

function kindOfName(field: string, protocol: string): IdentifierKind | null {
  if (field === "description" && SSH_HOST_KEY.test(protocol)) return "ssh-host-key";
  // The number of the device, not that of its maker ("bacnet vendor-id").
  if (field === "instance" && protocol.includes("bacnet") && !protocol.includes("vendor")) return "bacnet-instance";
  if (field !== "name") return null;
  if (protocol.startsWith("profinet")) return "station-name";
  return HOSTNAME_SOURCES.test(protocol) ? "hostname" : null;
}

/** Identifiers of a device, strongest first; within a kind by realm and value. */
export function identifiersOf(
  endpoints: readonly Endpoint[],
  serials: readonly string[],
  leases: Leases,
): Identifier[] {
  const found = new Map<string, Identifier>();
  const add = (kind: IdentifierKind, realm: string, value: string) => {
    found.set(`${kind}|${realm}|${value}`, { kind, realm, value });
  };
  for (const value of serials) add("serial", EVERY_REALM, value);
  for (const { realm, mac, network, ip, evidence } of endpoints) {
    if (mac !== null && !isVirtualRouterMac(mac)) add(isLocalMac(mac) ? "local-mac" : "mac", realm, mac);
    if (mac !== null) for (const lease of leases.of(realm, mac, network)) add("ip", realm, lease.ip);
    if (ip !== null) add("ip", realm, ip);
    for (const name of namesIn(evidence)) add(name.kind, name.realm, name.value);
  }
  const sorted = [...found.values()].sort(compareIdentifiers);
  // `filter` makes room for more than there is, for each of a hundred thousand devices.
  if (sorted.length <= MAX_PER_KIND) return sorted;
  const perKind = new Map<IdentifierKind, number>();
  return sorted.filter(({ kind }) => {
    const count = (perKind.get(kind) ?? 0) + 1;
    perKind.set(kind, count);
    return count <= MAX_PER_KIND;
  });
}

/**
 * A burned-in MAC stands before a serial of the same strength: it is there from the first frame, so that the device
 * keeps its id when the serial is read later.
 */
const ORDER: readonly IdentifierKind[] = [
  "mac",
  "serial",
  "local-mac",
  "station-name",
  "bacnet-instance",
  "child",
  "ssh-host-key",
  "hostname",
  "ip",
];

function compareIdentifiers(a: Identifier, b: Identifier): number {
  return (
    IDENTIFIER_STRENGTH[b.kind] - IDENTIFIER_STRENGTH[a.kind] ||
    ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
    compareText(a.realm, b.realm) ||
    compareText(a.value, b.value)
  );
}

/**
 * The identifier that makes the device's id and that decisions on it hold on to. Names are passed over: they are
 * changed by hand, or shared. `isOwn` says whether no other device has the identifier.
 */
export function anchorOf(
  identifiers: readonly Identifier[],
  isOwn: (identifier: Identifier) => boolean,
): Identifier | null {
  const fit: readonly IdentifierKind[] = ["mac", "serial", "local-mac", "ip"];
  return identifiers.find((identifier) => fit.includes(identifier.kind) && isOwn(identifier)) ?? null;
}
