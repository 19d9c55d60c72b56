import type { ByteReader } from "../byte-reader";
import { type Certificate, readCertificate } from "../framing/x509";
import { type ClientOffer, clientFingerprints } from "./client-fingerprint";

/** What the handshake shows before encryption starts (RFC 8446 §4, RFC 5246 §7.4). */
export interface TlsHandshake {
  /** Who says hello; null when the record holds a certificate only, which either side may send. */
  readonly side: "client" | "server" | null;
  readonly serverName: string | null;
  /** JA3 and JA4 of the client's hello. */
  readonly fingerprints: readonly [ja3: string, ja4: string] | null;
  /** "1.2": what the server chose. */
  readonly version: string | null;
  readonly certificate: Certificate | null;
}

const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const EXTENSION = {
  serverName: 0,
  supportedGroups: 10,
  pointFormats: 11,
  signatureAlgorithms: 13,
  alpn: 16,
  supportedVersions: 43,
} as const;
const NO_VALUES: readonly number[] = [];

const VERSIONS: ReadonlyMap<number, string> = new Map([
  [0x0300, "SSL 3.0"],
  [0x0301, "1.0"],
  [0x0302, "1.1"],
  [0x0303, "1.2"],
  [0x0304, "1.3"],
]);

function eachExtension(reader: ByteReader, visit: (type: number, data: ByteReader) => void): void {
  if (reader.remaining < 2) return;
  const extensions = reader.nested(reader.u16());
  while (extensions.remaining >= 4) visit(extensions.u16(), extensions.nested(extensions.u16()));
}

/** RFC 6066 §3 */
function readServerName(data: ByteReader): string | null {
  if (data.remaining < 5) return null;
  data.skip(2);
  return data.u8() === 0 ? data.utf8(data.u16()) : null;
}

function readValues(list: ByteReader): readonly number[] {
  const values: number[] = [];
  while (list.remaining >= 2) values.push(list.u16());
  return values;
}

/** A list of 16-bit values behind its length in bytes of `size`. */
function readList(data: ByteReader, size: 1 | 2): readonly number[] {
  if (data.remaining <= size) return NO_VALUES;
  return readValues(data.nested(size === 1 ? data.u8() : data.u16()));
}

interface ClientHello {
  readonly serverName: string | null;
  readonly offer: ClientOffer;
}

function readClientHello(reader: ByteReader): ClientHello {
  const legacyVersion = reader.u16();
  reader.skip(32);
  reader.skip(reader.u8());
  const ciphers = readValues(reader.nested(reader.u16()));
  reader.skip(reader.u8());
  let serverName: string | null = null;
  let groups = NO_VALUES;
  let pointFormats = NO_VALUES;
  let signatureAlgorithms = NO_VALUES;
  let versions = NO_VALUES;
  let alpn: string | null = null;
  const extensions: number[] = [];
  eachExtension(reader, (type, data) => {
    extensions.push(type);
    if (type === EXTENSION.serverName) serverName = readServerName(data);
    else if (type === EXTENSION.supportedGroups) groups = readList(data, 2);
    else if (type === EXTENSION.signatureAlgorithms) signatureAlgorithms = readList(data, 2);
    else if (type === EXTENSION.supportedVersions) versions = readList(data, 1);
    else if (type === EXTENSION.pointFormats && data.remaining > 1) {
      const formats = data.nested(data.u8());
      pointFormats = Array.from({ length: formats.remaining }, () => formats.u8());
    } else if (type === EXTENSION.alpn && data.remaining > 3) {
      data.skip(2);
      alpn = data.latin1(data.u8());
    }
  });
  return {
    serverName,
    offer: { legacyVersion, ciphers, extensions, groups, pointFormats, signatureAlgorithms, versions, alpn },
  };
}

function readServerHello(reader: ByteReader): string | null {
  let version = reader.u16();
  reader.skip(32);
  reader.skip(reader.u8());
  reader.skip(3);
  eachExtension(reader, (type, data) => {
    if (type === EXTENSION.supportedVersions && data.remaining === 2) version = data.u16();
  });
  return VERSIONS.get(version) ?? null;
}

/** Reads the handshake messages of one record; the cursor stands behind the record header. */
export function readHandshake(reader: ByteReader): TlsHandshake | null {
  let side: TlsHandshake["side"] | null = null;
  let serverName: string | null = null;
  let fingerprints: TlsHandshake["fingerprints"] = null;
  let version: string | null = null;
  let certificate: Certificate | null = null;
  while (reader.remaining >= 4) {
    const type = reader.u8();
    const length = reader.u24();
    // A message may go on in the next record; its beginning alone tells us nothing.
    if (length > reader.remaining) break;
    const body = reader.nested(length);
    if (type === CLIENT_HELLO) {
      side = "client";
      const hello = readClientHello(body);
      serverName = hello.serverName;
      fingerprints = clientFingerprints(hello.offer);
    } else if (type === SERVER_HELLO) {
      side = "server";
      version = readServerHello(body);
    } else if (type === CERTIFICATE && body.remaining > 6 && body.u24() > 3) {
      certificate = readCertificate(body.nested(body.u24()));
    }
  }
  return side || certificate ? { side, serverName, fingerprints, version, certificate } : null;
}
