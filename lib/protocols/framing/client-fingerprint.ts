import { md5 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** What a ClientHello offers, in its order, as both fingerprints need it (RFC 8446 §4.1.2). */
export interface ClientOffer {
  readonly legacyVersion: number;
  readonly ciphers: readonly number[];
  readonly extensions: readonly number[];
  readonly groups: readonly number[];
  readonly pointFormats: readonly number[];
  readonly signatureAlgorithms: readonly number[];
  /** Of the supported-versions extension; empty without it. */
  readonly versions: readonly number[];
  /** The first protocol of the ALPN extension, or null. */
  readonly alpn: string | null;
  /** Over datagrams (DTLS), whose versions count downwards. */
  readonly isDatagram?: boolean;
}

const SERVER_NAME = 0;
const ALPN = 16;
/** Clients repeat themselves: the hashes of recent offers are kept, but for those that no client makes. */
const MAX_REMEMBERED = 512;
const MAX_VALUES = 1_024;
const remembered = new Map<string, readonly [ja3: string, ja4: string]>();

/** RFC 8701: values that clients send to keep servers flexible; both fingerprints leave them out. */
const isGrease = (value: number) => (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);
const withoutGrease = (values: readonly number[]) => values.filter((value) => !isGrease(value));
const hex = (value: number) => value.toString(16).padStart(4, "0");
const twelve = (text: string) => (text === "" ? "000000000000" : bytesToHex(sha256(utf8ToBytes(text))).slice(0, 12));
const count = (values: readonly number[]) => String(Math.min(99, values.length)).padStart(2, "0");

const VERSION_CODE: ReadonlyMap<number, string> = new Map([
  [0x0304, "13"],
  [0x0303, "12"],
  [0x0302, "11"],
  [0x0301, "10"],
  [0x0300, "s3"],
  [0xfeff, "d1"],
  [0xfefd, "d2"],
  [0xfefc, "d3"],
]);

function alpnCode(alpn: string | null): string {
  if (alpn === null || alpn === "") return "00";
  const first = alpn[0] as string;
  const last = alpn.at(-1) as string;
  if (/[0-9a-z]/i.test(first) && /[0-9a-z]/i.test(last)) return first + last;
  const digits = Array.from(alpn, (char) => (char.charCodeAt(0) & 0xff).toString(16).padStart(2, "0")).join("");
  return (digits[0] as string) + (digits.at(-1) as string);
}

/** JA4 over TCP and DTLS, as FoxIO's technical description has it (BSD-3-Clause part, TLS clients). */
function ja4Of(offer: ClientOffer, ciphers: readonly number[], extensions: readonly number[]): string {
  const versions = withoutGrease(offer.versions);
  const newest = offer.isDatagram ? Math.min(...versions) : Math.max(...versions);
  const version = VERSION_CODE.get(versions.length > 0 ? newest : offer.legacyVersion) ?? "00";
  const destination = extensions.includes(SERVER_NAME) ? "d" : "i";
  const start = `${offer.isDatagram ? "d" : "t"}${version}${destination}${count(ciphers)}${count(extensions)}${alpnCode(offer.alpn)}`;
  const sorted = extensions
    .filter((it) => it !== SERVER_NAME && it !== ALPN)
    .map(hex)
    .sort();
  const algorithms = withoutGrease(offer.signatureAlgorithms).map(hex).join(",");
  const tail = algorithms === "" ? sorted.join(",") : `${sorted.join(",")}_${algorithms}`;
  return `${start}_${twelve(ciphers.map(hex).sort().join(","))}_${twelve(sorted.length === 0 ? "" : tail)}`;
}

/** Stands between lists: a value that both fingerprints leave out. */
const BETWEEN_LISTS = 0x0a0a;

/** All that the fingerprints hang on, a sign for each value: numbers in words took longer than all else; null if too long. */
function keyOf(offer: ClientOffer): string | null {
  const { ciphers, extensions, groups, pointFormats, signatureAlgorithms, versions } = offer;
  const codes = [offer.legacyVersion, offer.isDatagram ? 1 : 0];
  for (const list of [ciphers, extensions, groups, pointFormats, signatureAlgorithms, versions]) {
    for (const value of list) if (!isGrease(value)) codes.push(value);
    codes.push(BETWEEN_LISTS);
  }
  return codes.length > MAX_VALUES ? null : String.fromCharCode(...codes) + (offer.alpn ?? "");
}

/** JA3 (Salesforce, 2017) and JA4 (FoxIO, 2023) of a client: which program speaks, whoever it speaks to. */
export function clientFingerprints(offer: ClientOffer): readonly [ja3: string, ja4: string] {
  const key = keyOf(offer);
  const known = key === null ? undefined : remembered.get(key);
  if (known) return known;
  const ciphers = withoutGrease(offer.ciphers);
  const extensions = withoutGrease(offer.extensions);
  const parts = [ciphers, extensions, withoutGrease(offer.groups), offer.pointFormats].map((it) => it.join("-"));
  const text = `${offer.legacyVersion},${parts.join(",")}`;
  const pair = [bytesToHex(md5(utf8ToBytes(text))), ja4Of(offer, ciphers, extensions)] as const;
  if (key === null) return pair;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(key, pair);
  return pair;
}
