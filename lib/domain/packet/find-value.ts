import { parseIp, parseMac } from "../address";
import { ipBytes } from "../address-order";
import type { ByteRange } from "./frame-layer";

/** A place where a value stands in bytes, and how it is written there. */
export interface FoundValue extends ByteRange {
  /** "text", "UTF-16 text", "number", "MAC address", "IP address", "version bytes", "NetBIOS name". */
  readonly encoding: string;
  /** Only this part of the value stands there; null when it is all of it. */
  readonly part: string | null;
}

/** Places shown of one value; the first says it. */
const MAX_PLACES = 4;
/** Words of a value that is put together from several fields; shorter ones stand everywhere by chance. */
const MIN_WORD = 3;
const MAX_WORDS = 8;

/**
 * Where a value, as the inventory shows it, stands in these bytes. Tried from the most to the least telling encoding;
 * the first that is found wins. A value of several words may stand there in parts (vendor and product in one field).
 * Empty: it is not literally there, so it was concluded from a code or a table, or lies in other frames.
 *
 * @param from Byte from which the payload begins: addresses apart, headers hold no identity.
 */
export function findValue(bytes: Uint8Array, value: string, from = 0): FoundValue[] {
  const whole = encodingsOf(value);
  for (const { encoding, patterns, isAddress, ignoresCase } of whole) {
    for (const pattern of patterns) {
      const places = search(bytes, pattern, isAddress ? 0 : from, ignoresCase);
      if (places.length > 0)
        return places.map((start) => ({ start, end: start + pattern.length, encoding, part: null }));
    }
  }
  return wordsOf(value).flatMap((word) => {
    for (const { encoding, patterns, ignoresCase } of textEncodings(word)) {
      for (const pattern of patterns) {
        const [start] = search(bytes, pattern, from, ignoresCase);
        if (start !== undefined) return [{ start, end: start + pattern.length, encoding, part: word }];
      }
    }
    return [];
  });
}

interface Encoding {
  readonly encoding: string;
  readonly patterns: readonly Uint8Array[];
  readonly isAddress?: boolean;
  readonly ignoresCase?: boolean;
}

function encodingsOf(value: string): Encoding[] {
  return [...textEncodings(value), ...addressEncodings(value), ...numberEncodings(value)];
}

function textEncodings(text: string): Encoding[] {
  if (text.length === 0) return [];
  const utf8 = new TextEncoder().encode(text);
  const wide = (isLittle: boolean) => Uint8Array.from([...text].flatMap((char) => utf16(char, isLittle)));
  return [
    { encoding: "text", patterns: [utf8] },
    { encoding: "UTF-16 text", patterns: [wide(true), wide(false)], ignoresCase: true },
    // DNS writes names as lengths and labels (RFC 1035 §3.1), NetBIOS as two letters per half byte (RFC 1001 §14.1).
    ...(text.includes(".") ? [{ encoding: "name in labels", patterns: [labels(text)], ignoresCase: true }] : []),
    { encoding: "text in other case", patterns: [utf8], ignoresCase: true },
    ...(text.length <= 15 ? [{ encoding: "NetBIOS name", patterns: [netbios(text)] }] : []),
  ];
}

function addressEncodings(value: string): Encoding[] {
  const mac = parseMac(value);
  if (mac) {
    const bytes = Uint8Array.from(mac.split(":").map((it) => Number.parseInt(it, 16)));
    return [{ encoding: "MAC address", patterns: [bytes], isAddress: true }];
  }
  const ip = parseIp(value);
  if (ip === null) return [];
  const bytes = Uint8Array.from(ipBytes(ip));
  const swapped = bytes.length === 4 ? [bytes.slice().reverse()] : [];
  return [{ encoding: "IP address", patterns: [bytes, ...swapped], isAddress: true }];
}

function numberEncodings(value: string): Encoding[] {
  const encodings: Encoding[] = [];
  const hex = /^(?:0x)?((?:[0-9a-f]{2}[ :-]?){2,32})$/i.exec(value)?.[1];
  if (hex && /[0-9]/.test(hex)) {
    const bytes = Uint8Array.from(hex.replace(/[ :-]/g, "").match(/../g) ?? [], (it) => Number.parseInt(it, 16));
    encodings.push({ encoding: "hexadecimal number", patterns: [bytes, bytes.slice().reverse()] });
  }
  if (/^\d{3,15}$/.test(value)) {
    const number = Number(value);
    const patterns = [4, 2].flatMap((size) => (number < 256 ** size ? integers(number, size) : []));
    // Fewer than two telling bytes stand anywhere.
    if (number > 255) encodings.push({ encoding: "number", patterns });
  }
  const version = /^[vV]?\s?(\d{1,5})[.](\d{1,5})(?:[.](\d{1,5}))?(?:[.](\d{1,5}))?$/.exec(value);
  if (version) {
    const parts = version.slice(1).flatMap((it) => (it === undefined ? [] : [Number(it)]));
    encodings.push({ encoding: "version numbers", patterns: versions(parts) });
  }
  return encodings;
}

/** Parts of a version one by one, in bytes or in 16 bits of either order. */
function versions(parts: readonly number[]): Uint8Array[] {
  const patterns: Uint8Array[] = [];
  const areBytes = parts.every((part) => part < 256);
  if (areBytes) patterns.push(Uint8Array.from(parts), Uint8Array.from(parts.map(toBcd)));
  if (parts.every((part) => part < 65_536)) {
    patterns.push(
      Uint8Array.from(parts.flatMap((part) => [part >>> 8, part & 255])),
      Uint8Array.from(parts.flatMap((part) => [part & 255, part >>> 8])),
    );
  }
  return patterns;
}

const toBcd = (part: number) => (part < 100 ? Math.floor(part / 10) * 16 + (part % 10) : part);

function integers(number: number, size: number): Uint8Array[] {
  const big = Uint8Array.from({ length: size }, (_, at) => Math.floor(number / 256 ** (size - 1 - at)) % 256);
  return [big, big.slice().reverse()];
}

function labels(name: string): Uint8Array {
  const parts = name.split(".").filter(Boolean);
  return Uint8Array.from(parts.flatMap((label) => [label.length & 63, ...new TextEncoder().encode(label)]));
}

function netbios(name: string): Uint8Array {
  return Uint8Array.from(
    [...name.toUpperCase()].flatMap((char) => {
      const code = char.charCodeAt(0) & 255;
      return [65 + (code >>> 4), 65 + (code & 15)];
    }),
  );
}

function utf16(char: string, isLittle: boolean): number[] {
  return [...Array(char.length).keys()].flatMap((at) => {
    const code = char.charCodeAt(at);
    return isLittle ? [code & 255, code >>> 8] : [code >>> 8, code & 255];
  });
}

function wordsOf(value: string): string[] {
  const words = value.split(/[\s,;()/]+/).filter((word) => word.length >= MIN_WORD);
  return words.length > 1 || value.length > (words[0]?.length ?? 0) ? [...new Set(words)].slice(0, MAX_WORDS) : [];
}

function search(bytes: Uint8Array, pattern: Uint8Array, from: number, ignoresCase = false): number[] {
  const places: number[] = [];
  if (pattern.length === 0) return places;
  const wanted = ignoresCase ? pattern.map(lower) : pattern;
  const at = (index: number) => (ignoresCase ? lower(bytes[index] as number) : (bytes[index] as number));
  for (let start = from; start + wanted.length <= bytes.length && places.length < MAX_PLACES; start += 1) {
    let matched = 0;
    while (matched < wanted.length && at(start + matched) === wanted[matched]) matched += 1;
    if (matched === wanted.length) {
      places.push(start);
      start += matched - 1;
    }
  }
  return places;
}

const lower = (byte: number) => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
