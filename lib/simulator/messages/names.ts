import { concat, ipBytes, type Part, u16, u32 } from "../bytes";

const labels = (name: string): Uint8Array =>
  concat(...name.split(".").map((label) => concat([label.length], label)), [0]);

/** RFC 1035 §4.1: one question. */
export const dnsQuery = (id: number, name: string) =>
  concat(u16(id), [1, 0, 0, 1, 0, 0, 0, 0, 0, 0], labels(name), u16(1), u16(1));
export const dnsAnswer = (id: number, name: string, ip: string) =>
  concat(
    u16(id),
    [0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0],
    labels(name),
    u16(1),
    u16(1),
    [0xc0, 0x0c],
    u16(1),
    u16(1),
    u32(300),
    u16(4),
    ipBytes(ip),
  );

/** RFC 1001 §14.1: first-level encoding of a NetBIOS name with its suffix. */
function netbiosName(name: string, suffix: number): Uint8Array {
  const padded = [...concat(name.toUpperCase().padEnd(15, " ").slice(0, 15)), suffix];
  return concat(
    [32],
    padded.flatMap((byte) => [0x41 + (byte >> 4), 0x41 + (byte & 15)]),
    [0],
  );
}

const SERVER_TYPES = 0x00009003;

/** MS-BRWS §2.2.1: host announcement in an SMB mailslot over a NetBIOS datagram (RFC 1002 §4.4). */
export function hostAnnouncement(
  name: string,
  ip: string,
  osMajor: number,
  osMinor: number,
  comment: string,
): Uint8Array {
  const announcement = concat(
    [1, 0],
    u32(0x00ea6000),
    concat(name.toUpperCase().padEnd(16, "\0").slice(0, 16)),
    [osMajor, osMinor],
    [SERVER_TYPES & 255, (SERVER_TYPES >> 8) & 255, (SERVER_TYPES >> 16) & 255, SERVER_TYPES >>> 24],
    [15, 1, 0x55, 0xaa],
    comment,
    [0],
  );
  const slot = concat("\\MAILSLOT\\BROWSE", [0]);
  const dataOffset = 32 + 1 + 34 + 2 + slot.length;
  const le = (value: number) => [value & 255, value >> 8];
  const words: Part = [
    0,
    0,
    ...le(announcement.length),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    ...le(announcement.length),
    ...le(dataOffset),
    3,
    0,
    1,
    0,
    1,
    0,
    2,
    0,
  ];
  const smb = concat(
    [0xff],
    "SMB",
    [0x25],
    new Uint8Array(27),
    [17],
    words,
    le(slot.length + announcement.length),
    slot,
    announcement,
  );
  const body = concat(netbiosName(name, 0), netbiosName("WATERWORKS", 0x1d), smb);
  return concat([0x11, 0x0a], u16(1), ipBytes(ip), u16(138), u16(body.length), u16(0), body);
}

/** RFC 6763 §6: what a service says of its device, as "key=value" texts, with the host's address in the same message. */
export function mdnsService(hostName: string, ip: string, entries: readonly string[]): Uint8Array {
  const txt = concat(...(entries.length === 0 ? [[0]] : entries.map((entry) => concat([entry.length], entry))));
  return concat(
    u16(0),
    [0x84, 0, 0, 0, 0, 2, 0, 0, 0, 0],
    labels(`${hostName}.local`),
    u16(1),
    u16(0x8001),
    u32(120),
    u16(4),
    ipBytes(ip),
    labels(`${hostName}._http._tcp.local`),
    u16(16),
    u16(0x8001),
    u32(4500),
    u16(txt.length),
    txt,
  );
}
