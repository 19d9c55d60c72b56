import { concat, type Part, tlv } from "../bytes";

/** RFC 3418 system group: 1.3.6.1.2.1.1.x.0. */
const SYSTEM_OID = [0x2b, 6, 1, 2, 1, 1];
const variable = (leaf: number, value: Uint8Array) => tlv(0x30, tlv(6, [...SYSTEM_OID, leaf, 0]), value);

/** RFC 1905 PDU in an SNMPv2c message; the community of the plant is invented. */
const snmp = (pduTag: number, requestId: number, ...variables: readonly Part[]) =>
  tlv(
    0x30,
    tlv(2, [1]),
    tlv(4, "public"),
    tlv(pduTag, tlv(2, [requestId & 127]), tlv(2, [0]), tlv(2, [0]), tlv(0x30, ...variables)),
  );

export const snmpGetSystem = (requestId: number) =>
  snmp(0xa0, requestId, variable(1, tlv(5, [])), variable(5, tlv(5, [])), variable(6, tlv(5, [])));
export const snmpSystem = (requestId: number, description: string, name: string, location: string) =>
  snmp(0xa2, requestId, variable(1, tlv(4, description)), variable(5, tlv(4, name)), variable(6, tlv(4, location)));

/** RFC 854 negotiation, then the banner a person sees. */
export const telnetBanner = (text: string) => concat([255, 251, 1, 255, 251, 3], `\r\n${text}\r\n\r\nlogin: `);
export const telnetLogin = (user: string) => concat(`${user}\r\n`);

export const sshBanner = (software: string) => concat(`SSH-2.0-${software}\r\n`);

/** A supplier's remote session on its own port: the two magic bytes of the tool's relay protocol and a length. */
export const remoteSupport = (command: number, length: number) =>
  concat([0x17, 0x24, command, 0, length & 255, length >> 8], new Uint8Array(length).fill(0x33));

/** RFC 5905 §7.3: client (3) and server (4) packets. */
export const ntp = (mode: 3 | 4) => concat([(4 << 3) | mode, mode === 4 ? 2 : 0], new Uint8Array(46));
