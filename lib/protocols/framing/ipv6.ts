import { parseIp } from "@/lib/domain/address";
import type { ByteReader } from "../byte-reader";

/** Canonical text (RFC 5952) of the 16 bytes at the cursor; a mapped IPv4 address comes out as IPv4. */
export function readIpv6(reader: ByteReader): string {
  const groups: string[] = [];
  for (let i = 0; i < 8; i += 1) groups.push(reader.u16().toString(16));
  const text = groups.join(":");
  return parseIp(text) ?? text;
}
