import { parseIp, parseMac } from "@/lib/domain/address";

/** Addresses as people and their tools write them into lists. */

const PAIR = "[0-9a-f]{2}";
/** Pairs with blanks between them, where no further pair follows: "00 1B 1B 0A 0B 0C". */
const SPACED = new RegExp(`(?<![0-9a-f:.-])${PAIR}(?: ${PAIR}){5}(?![0-9a-f:.-]| ${PAIR}(?![0-9a-f]))`, "gi");
/** Solaris and some scripts leave leading zeros out: "0:1b:1b:a:b:c". */
const SHORT = /^[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}$/i;
/** Halves and thirds, with any sign between them: "001b1b-0a0b0c", "001B:1B0A:0B0C". */
const HALVES = /^(?:[0-9a-f]{6}[:.-][0-9a-f]{6}|[0-9a-f]{4}([:-])[0-9a-f]{4}\1[0-9a-f]{4})$/i;

/** Cells that hold several addresses are taken apart at blanks; those within a MAC are no such blanks. */
export const joinSpacedMacs = (cell: string) => cell.replace(SPACED, (mac) => mac.replaceAll(" ", ":"));

/** A MAC in any usual notation; null for all else, EUI-64 included. */
export function parseListedMac(text: string): string | null {
  const plain = text.trim().replace(/^0x/i, "");
  const known = parseMac(plain);
  if (known !== null) return known;
  if (SHORT.test(plain)) return parseMac(plain.replace(/[0-9a-f]+/gi, (octet) => octet.padStart(2, "0")));
  return HALVES.test(plain) ? parseMac(plain.replace(/[:.-]/g, "")) : null;
}

/** The host of a cell with or without its mask; null where the mask says that a whole network is meant ("10.0.0.0/24"). */
export function parseListedIp(text: string): string | null {
  const [, address = "", mask] = /^(.*?)(?:\/(\d{1,3}))?$/s.exec(text.trim()) ?? [];
  const ip = parseIp(address);
  return ip === null || (mask !== undefined && isNetwork(ip, Number(mask))) ? null : ip;
}

/** IPv4 alone: in IPv6, and in networks of two or one, the first address is a host's like any other (RFC 3021, RFC 6164). */
function isNetwork(ip: string, mask: number): boolean {
  if (ip.includes(":") || mask >= 31) return false;
  const value = ip.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return value % 2 ** (32 - mask) === 0;
}

const IPV4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";
const RANGES = [
  new RegExp(`^${IPV4}\\s*[-\u2013]\\s*(?:${IPV4}|\\d{1,3})$`),
  /^\d{1,3}(?:\.(?:\d{1,3}|[*x])){0,2}\.[*x]$/i,
];

/** From an address to another one, or all of a network: no single device is meant. */
export function isRangeOfIps(cell: string): boolean {
  const text = cell.trim();
  if (RANGES.some((it) => it.test(text))) return true;
  const [, address = ""] = /^([0-9.]{7,15})\/\d{1,3}$/.exec(text) ?? [];
  return parseIp(address) !== null && parseListedIp(text) === null;
}
