import { ipText } from "@/lib/domain/address-text";
import type { ByteReader } from "../byte-reader";

/** Canonical text (RFC 5952) of the 16 bytes at the cursor; a mapped IPv4 address comes out as IPv4. */
export function readIpv6(reader: ByteReader): string {
  const word = () => (reader.u16() << 16) | reader.u16();
  return ipText(word(), word(), word(), word());
}
