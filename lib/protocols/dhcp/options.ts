import type { ByteReader } from "../byte-reader";

/** RFC 2132 option codes, and RFC 4702 (81). */
export const DHCP_OPTION = {
  router: 3,
  hostName: 12,
  messageType: 53,
  serverId: 54,
  vendorClass: 60,
  clientFqdn: 81,
} as const;

/** Options by code; a repeated code is one long option (RFC 3396), of which the first part is kept. */
export function readOptions(reader: ByteReader): ReadonlyMap<number, ByteReader> {
  const options = new Map<number, ByteReader>();
  while (reader.remaining > 0) {
    const code = reader.u8();
    if (code === 0) continue;
    if (code === 255) break;
    const length = reader.u8();
    // Senders exist whose last option runs past the message; what stood before it is still true.
    if (length > reader.remaining) break;
    const value = reader.nested(length);
    if (!options.has(code)) options.set(code, value);
  }
  return options;
}

export function optionText(options: ReadonlyMap<number, ByteReader>, code: number): string | null {
  const value = options.get(code);
  if (!value || value.length === 0) return null;
  return value.seek(0).utf8(value.length).replace(/\0+$/, "") || null;
}

export function optionIpv4(options: ReadonlyMap<number, ByteReader>, code: number): string | null {
  const value = options.get(code);
  return value && value.length >= 4 ? value.seek(0).ipv4() : null;
}

/** RFC 4702 §2: flags, two result codes, then the name in ASCII or (flag E) in DNS labels. */
export function clientFqdn(options: ReadonlyMap<number, ByteReader>): string | null {
  const value = options.get(DHCP_OPTION.clientFqdn);
  if (!value || value.length < 4) return null;
  const isWireFormat = (value.seek(0).u8() & 4) !== 0;
  value.skip(2);
  if (!isWireFormat) return value.utf8(value.remaining).replace(/\0+$/, "") || null;
  const labels: string[] = [];
  while (value.remaining > 0) {
    const length = value.u8();
    if (length === 0 || length > value.remaining) break;
    labels.push(value.utf8(length));
  }
  return labels.join(".") || null;
}
