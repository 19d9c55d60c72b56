import ipaddr from "ipaddr.js";
import { parseIp } from "../address";

export interface AddressRange {
  readonly from: string;
  readonly to: string;
}

/** "10.0.0.7", "10.0.0.0/24", "10.0.0.5-10.0.0.9", "10.0.0.*" or "10.0." as first and last address; null otherwise. */
export function readAddress(text: string): AddressRange | null {
  const single = parseIp(text);
  if (single !== null) return { from: single, to: single };
  if (text.includes("/")) return blockOf(text);
  const beginning = /^((?:\d{1,3}\.){1,3})\*?$/.exec(text)?.[1];
  if (beginning !== undefined) {
    const octets = beginning.split(".").filter(Boolean);
    const fill = (octet: string) => [...octets, ...Array(4 - octets.length).fill(octet)].join(".");
    return rangeOf(fill("0"), fill("255"));
  }
  const [first, last, ...rest] = text.split("-");
  return first !== undefined && last !== undefined && rest.length === 0 ? rangeOf(first, last) : null;
}

function rangeOf(first: string, last: string): AddressRange | null {
  const [from, to] = [parseIp(first), parseIp(last)];
  if (from === null || to === null || from.includes(":") !== to.includes(":")) return null;
  return { from, to };
}

function blockOf(text: string): AddressRange | null {
  const [address, bits, ...rest] = text.split("/");
  const ip = parseIp(address ?? "");
  if (ip === null || rest.length > 0 || !/^\d{1,3}$/.test(bits ?? "")) return null;
  const parsed = ipaddr.parse(ip);
  const bytes = parsed.toByteArray();
  const size = Number(bits);
  if (size > bytes.length * 8) return null;
  const fill = (host: 0 | 255) =>
    bytes.map((byte, at) => {
      const mask = (0xff00 >> Math.max(0, Math.min(8, size - at * 8))) & 0xff;
      return (byte & mask) | (host & ~mask & 0xff);
    });
  const say = (octets: number[]) => ipaddr.fromByteArray(octets).toString();
  return { from: say(fill(0)), to: say(fill(255)) };
}

/** The beginning of a MAC in any usual spelling ("00-1B-1B", "001b.1b") with colons; null when it is none. */
export function readMacStart(text: string): string | null {
  const hex = text.replace(/[:.-]/g, "").replace(/\*$/, "").toLowerCase();
  if (!/^[0-9a-f]{1,12}$/.test(hex)) return null;
  return hex.match(/.{1,2}/g)?.join(":") ?? null;
}
