import type { ByteReader } from "../byte-reader";
import { type ClientOffer, clientFingerprints } from "./client-fingerprint";
import { type Certificate, readCertificate } from "./x509";

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

const NOTHING: TlsHandshake = { side: null, serverName: null, fingerprints: null, version: null, certificate: null };
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
  // Over datagrams (RFC 6347 §4.1, RFC 9147 §5.3).
  [0xfeff, "1.0"],
  [0xfefd, "1.2"],
  [0xfefc, "1.3"],
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

function readBytes(list: ByteReader): readonly number[] {
  const values: number[] = [];
  while (list.remaining > 0) values.push(list.u8());
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

function readClientHello(reader: ByteReader, isDatagram: boolean): ClientHello {
  const legacyVersion = reader.u16();
  reader.skip(32);
  reader.skip(reader.u8());
  // The cookie by which a server without memory knows a client again (RFC 6347 §4.2.1).
  if (isDatagram) reader.skip(reader.u8());
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
      pointFormats = readBytes(data.nested(data.u8()));
    } else if (type === EXTENSION.alpn && data.remaining > 3) {
      data.skip(2);
      alpn = data.latin1(data.u8());
    }
  });
  return {
    serverName,
    offer: {
      legacyVersion,
      ciphers,
      extensions,
      groups,
      pointFormats,
      signatureAlgorithms,
      versions,
      alpn,
      isDatagram,
    },
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

/** What one handshake message says; null for those that say nothing of who speaks. */
export function readHandshakeMessage(type: number, body: ByteReader, isDatagram: boolean): TlsHandshake | null {
  if (type === CLIENT_HELLO) {
    const { serverName, offer } = readClientHello(body, isDatagram);
    return { ...NOTHING, side: "client", serverName, fingerprints: clientFingerprints(offer) };
  }
  if (type === SERVER_HELLO) return { ...NOTHING, side: "server", version: readServerHello(body) };
  if (type !== CERTIFICATE || body.remaining <= 6 || body.u24() <= 3) return null;
  return { ...NOTHING, certificate: readCertificate(body.nested(body.u24())) };
}

/** What several messages of one sender say together; the later one's word counts. */
export function joinHandshakes(a: TlsHandshake | null, b: TlsHandshake | null): TlsHandshake | null {
  if (!a || !b) return a ?? b;
  return {
    side: b.side ?? a.side,
    serverName: b.serverName ?? a.serverName,
    fingerprints: b.fingerprints ?? a.fingerprints,
    version: b.version ?? a.version,
    certificate: b.certificate ?? a.certificate,
  };
}

/** Reads the handshake messages of one record; the cursor stands behind the record header. */
export function readHandshake(reader: ByteReader): TlsHandshake | null {
  let all: TlsHandshake | null = null;
  while (reader.remaining >= 4) {
    const type = reader.u8();
    const length = reader.u24();
    // A message may go on in the next record; its beginning alone tells us nothing.
    if (length > reader.remaining) break;
    all = joinHandshakes(all, readHandshakeMessage(type, reader.nested(length), false));
  }
  return all;
}
