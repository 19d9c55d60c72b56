import { ByteReader } from "../byte-reader";
import { withoutPadding } from "../framing/fixed-text";

/** RFC 2132 option codes, and RFC 4702 (81). */
export const DHCP_OPTION = {
  router: 3,
  hostName: 12,
  overload: 52,
  messageType: 53,
  serverId: 54,
  vendorClass: 60,
  clientFqdn: 81,
  /** RFC 8520 §10.1. */
  usageDescription: 161,
} as const;

type Options = ReadonlyMap<number, ByteReader>;

/** RFC 2132 §9.3: which of the two fixed fields hold options as well. */
const OVERLOAD = { file: 1, serverName: 2 } as const;

/** The length of a part that may have a second one: only longer values are split (RFC 3396 §5). */
const FULL_PART = 255;

const NO_BYTES = new ByteReader(new Uint8Array(0));

/** The parts of each option, in their order. */
type Parts = Map<number, ByteReader[]>;

/** Reads up to the end mark; false when it is missing. */
function readOptionList(reader: ByteReader, options: Parts): boolean {
  while (reader.remaining > 0) {
    const code = reader.u8();
    if (code === 0) continue;
    if (code === 255) return true;
    const length = reader.u8();
    // Senders exist whose last option runs past the message; what stood before it is still true.
    if (length > reader.remaining) break;
    const value = reader.nested(length);
    const parts = options.get(code);
    if (parts) parts.push(value);
    else options.set(code, [value]);
  }
  return false;
}

/**
 * A code that comes again goes on where it ended: together they are one long option (RFC 3396 §5). Put together once, at
 * the end: a datagram may hold thousands of parts.
 */
function joined(parts: readonly ByteReader[]): ByteReader {
  if (parts.length === 1) return parts[0] as ByteReader;
  const bytes = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    bytes.set(part.seek(0).view(part.length), at);
    at += part.length;
  }
  return new ByteReader(bytes);
}

const lengthOf = (parts: readonly ByteReader[]) => parts.reduce((sum, { length }) => sum + length, 0);

/**
 * The options at the cursor, and those in the fixed fields of the same message where it says that they hold some. Of a
 * message that the capture cut, an option that may have gone on is left out: half a name is none.
 */
export function readOptions(reader: ByteReader, file: ByteReader, serverName: ByteReader, isCut: boolean): Options {
  const options: Parts = new Map();
  if (!readOptionList(reader, options) && isCut) {
    for (const [code, parts] of options) if (lengthOf(parts) % FULL_PART === 0) options.delete(code);
  }
  const overload = joined(options.get(DHCP_OPTION.overload) ?? [NO_BYTES]);
  const fields = overload.length === 1 ? overload.seek(0).u8() : 0;
  if ((fields & OVERLOAD.file) !== 0) readOptionList(file, options);
  if ((fields & OVERLOAD.serverName) !== 0) readOptionList(serverName, options);
  return new Map([...options].map(([code, parts]) => [code, joined(parts)]));
}

export function optionText(options: Options, code: number): string | null {
  const value = options.get(code);
  if (!value || value.length === 0) return null;
  return withoutPadding(value.seek(0).utf8(value.length)) || null;
}

export function optionIpv4(options: Options, code: number): string | null {
  const value = options.get(code);
  return value && value.length >= 4 ? value.seek(0).ipv4() : null;
}

/** RFC 4702 §2: flags, two result codes, then the name in ASCII or (flag E) in DNS labels. */
export function clientFqdn(options: Options): string | null {
  const value = options.get(DHCP_OPTION.clientFqdn);
  if (!value || value.length < 4) return null;
  const isWireFormat = (value.seek(0).u8() & 4) !== 0;
  value.skip(2);
  if (!isWireFormat) return withoutPadding(value.utf8(value.remaining)) || null;
  const labels: string[] = [];
  while (value.remaining > 0) {
    const length = value.u8();
    if (length === 0 || length > value.remaining) break;
    labels.push(value.utf8(length));
  }
  return labels.join(".") || null;
}
