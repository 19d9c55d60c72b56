/**
 * Protocols that only devices of a plant, a building, a grid or a clinic answer: whoever speaks them is part of what we
 * keep, wherever its address lies.
 */
const PLANT: ReadonlySet<string> = new Set([
  "s7comm",
  "s7comm-plus",
  "modbus",
  "umas",
  "enip",
  "cip",
  "fins",
  "slmp",
  "melsec",
  "melsoft",
  "ads",
  "ge-srtp",
  "codesys",
  "codesys-v3",
  "pcworx",
  "egd",
  "iec104",
  "dnp3",
  "mms",
  "goose",
  "sv",
  "c37118",
  "bacnet",
  "fox",
  "knxnet-ip",
  "hart-ip",
  "atg",
  "opcua",
  "profinet",
  "profinet-dcp",
  "profinet-io",
  "roc-plus",
  "proconos",
  "hislip",
  "ethercat",
  "dicom",
  "hl7",
  "dlms",
  "c1222",
  "genisys",
  "powerlink",
  "deltav",
  "vnet-ip",
  "sercos",
  "gige-vision",
  "cc-link-ie",
  "ff-hse",
  "bsap",
  "crimson",
  "sbus",
  "tristation",
  "wdbrpc",
  "addp",
  "dlr",
  "focas",
  "lantronix",
  "moxa-nport",
  "sel-fast-message",
  "universal-robots",
  "pcom",
  "ls-xgt",
  "kv-host-link",
  "mewtocol",
  "hses",
  "nmea-0183",
  "kuka-rsi",
  "cn-ip",
]);

/** True for a protocol name, or a source that begins with one ("modbus 43/14", "nmap s7-info" is not). */
export function isPlantProtocol(protocol: string): boolean {
  return PLANT.has(protocol) || PLANT.has(protocol.split(/[ /]/)[0] as string);
}

/** Protocols of one organisation's own network: nobody lets them out to, or in from, the internet on purpose. */
const INSIDE = /^(?:ntlm|ntlmssp|smb|nbns|netbios|kerberos|snmp|dhcp|dhcpv6|lldp|cdp)\b/;

export function isInsideProtocol(protocol: string): boolean {
  return INSIDE.test(protocol);
}

/** What every host needs from somewhere: names, clocks, logins, addresses, updates of routes. */
const INFRASTRUCTURE: ReadonlySet<string> = new Set([
  "dns",
  "ntp",
  "ptp",
  "dhcp",
  "dhcpv6",
  "icmp",
  "icmpv6",
  "kerberos",
  "radius",
  "tacacs",
  "ocsp",
  "mdns",
  "llmnr",
  "nbns",
  "netbios-dgm",
  "ssdp",
]);

export function isInfrastructure(protocol: string): boolean {
  return INFRASTRUCTURE.has(protocol);
}

/** Spoken with the next hop only: whoever is at its other end is a neighbour, also where a router is in another zone. */
const LINK_LOCAL: ReadonlySet<string> = new Set([
  "arp",
  "rarp",
  "dlr",
  "hsr-prp",
  "lltd",
  "mrp",
  "nd",
  "igmp",
  "mld",
  "lldp",
  "cdp",
  "edp",
  "fdp",
  "sonmp",
  "hp-switch",
  "stp",
  "mndp",
  "hsrp",
  "vrrp",
  "carp",
  "glbp",
  "eapol",
  "lacp",
  "udld",
  "vtp",
  "dtp",
  "ospf",
  "eigrp",
  "isis",
  "rip",
  "pim",
  "profinet-dcp",
]);

export function isLinkLocalProtocol(protocol: string): boolean {
  return LINK_LOCAL.has(protocol);
}
