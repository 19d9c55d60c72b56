import type { IdentityField } from "../../observation";

/**
 * Which protocols know a field best, most trusted first. Matched by the first word of the claim's protocol
 * ("s7comm szl 0x0011" → "s7comm"; scanners' words are mapped to the protocol they asked). A protocol that is not
 * listed ranks between the two lists. Own judgement.
 */
interface Trust {
  /** Tiers; within one, the more recent claim wins. */
  readonly high: readonly (readonly string[])[];
  readonly low: readonly string[];
}

const OT_IDENTITY = [
  "s7comm",
  "s7comm-plus",
  "cip",
  "enip",
  "modbus",
  "umas",
  "bacnet",
  "profinet-dcp",
  "profinet-io",
  "gige-vision",
  "fox",
  "fins",
  "hart-ip",
  "mms",
  "opcua",
  "dnp3",
  "powerlink",
  "c1222",
  "ff-hse",
  "sbus",
  "codesys-v3",
  "crimson",
  "ethercat",
];
const MANAGEMENT = ["lldp", "cdp", "edp", "fdp", "snmp", "udld", "isis", "bgp"];
const BANNERS = ["http", "ssh", "ftp", "telnet", "smtp", "tls", "x509", "dhcp", "dhcpv6", "os", "user-agent"];

const DEFAULT_TRUST: Trust = { high: [OT_IDENTITY, MANAGEMENT], low: BANNERS };
const TRUST: Readonly<Partial<Record<IdentityField, Trust>>> = {
  name: {
    // A station name is the device's address in its plant; sysName is set by hand; mDNS renames itself on collision.
    high: [["profinet-dcp"], MANAGEMENT, OT_IDENTITY, ["ntlmssp", "smb", "dhcp", "dhcpv6", "nbns", "browser", "zeek"]],
    low: ["mdns", "llmnr", "ssdp", "tls", "x509", "http", "dns"],
  },
  // What a banner tells of the box is worth more than the maker of its network card.
  vendor: { high: [OT_IDENTITY, MANAGEMENT], low: [...BANNERS, "oui"] },
  // PROFINET's "type of station" may name a whole family ("S7-300").
  model: {
    high: [OT_IDENTITY.filter((word) => word !== "profinet-dcp"), ["profinet-dcp"], MANAGEMENT],
    low: BANNERS,
  },
  os: { high: [["ntlmssp", "smb"], MANAGEMENT, ["ssh"]], low: ["browser", "dhcp", "http", "user-agent"] },
  role: { high: [OT_IDENTITY, MANAGEMENT], low: BANNERS },
};

/** Words of scanners for the protocol behind the answer. */
const ALIAS: ReadonlyMap<string, string> = new Map([
  ["s7-info", "s7comm"],
  ["enip-info", "enip"],
  ["modbus-discover", "modbus"],
  ["bacnet-info", "bacnet"],
  ["fox-info", "fox"],
  ["omron-info", "fins"],
  ["snmp-sysdescr", "snmp"],
  ["snmp-info", "snmp"],
  ["nbstat", "nbns"],
  ["netbios", "nbns"],
  ["smb-os-discovery", "smb"],
  ["smb-browser", "browser"],
  ["ssl-cert", "x509"],
  ["tls-cert", "x509"],
  ["cip_identity", "cip"],
  ["bacnet_discovery", "bacnet"],
  ["pn-dcp", "profinet-dcp"],
  ["ntlm", "ntlmssp"],
]);

/** "nmap s7-info" and "zeek cip_identity" name the tool first: the protocol is the next word. */
function protocolWord(protocol: string): string {
  const words = protocol.toLowerCase().split(/[ /]/);
  const word = (words[0] === "nmap" || words[0] === "zeek" ? words[1] : words[0]) ?? "";
  return ALIAS.get(word) ?? word.replace(/_.*$/, "");
}

/** 0 = most trusted for this field. */
export function trustRank(field: IdentityField, protocol: string): number {
  const { high, low } = TRUST[field] ?? DEFAULT_TRUST;
  const word = protocolWord(protocol);
  const tier = high.findIndex((words) => words.includes(word));
  if (tier >= 0) return tier;
  return low.includes(word) ? high.length + 1 : high.length;
}

/** LLDP and the like say "bridge" of every device with two ports: what it can do, not what it is there for. */
export function isAbility(field: IdentityField, claim: { readonly value: string; readonly protocol: string }): boolean {
  return field === "role" && claim.value === "bridge" && ["lldp", "cdp", "stp"].includes(protocolWord(claim.protocol));
}

/** An id by which ports name their system: it tells one from another, and not what either is. */
export const isBareId = ({ protocol }: { readonly protocol: string }) =>
  protocol === "lldp-chassis" || protocol === "lacp";
