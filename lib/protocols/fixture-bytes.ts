/** Builds the bytes of fixtures so that they read like the standard's tables. Test code only. */

type Part = string | Uint8Array;

/** Joins parts: a string is hexadecimal, spaces allowed. */
export function wire(...parts: readonly Part[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? fromHex(part) : Array.from(part))));
}

function fromHex(text: string): number[] {
  const digits = text.replace(/\s+/g, "");
  if (digits.length % 2 === 1 || /[^0-9a-f]/i.test(digits)) throw new Error(`not hexadecimal: ${text}`);
  return digits.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
}

/** Text in ISO 8859-1, padded to `width` with the byte `padding`. */
export function text(value: string, width = value.length, padding = 0): Uint8Array {
  const bytes = new Uint8Array(width).fill(padding);
  for (let i = 0; i < value.length; i += 1) bytes[i] = value.charCodeAt(i) & 0xff;
  return bytes;
}

/** Text in UTF-16, little-endian. */
export function wideText(value: string): Uint8Array {
  return Uint8Array.from(Array.from(value).flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8]));
}

/** An integer of `size` bytes, the most significant first. */
export function big(value: number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) & 255);
}

/** An integer of `size` bytes, the least significant first. */
export function little(value: number, size: number): Uint8Array {
  return big(value, size).reverse();
}

export function zeros(count: number): Uint8Array {
  return new Uint8Array(count);
}

/** The parts behind their joint length. */
export function counted(size: number, ...parts: readonly Part[]): Uint8Array {
  const body = wire(...parts);
  return wire(big(body.length, size), body);
}

export function countedLittle(size: number, ...parts: readonly Part[]): Uint8Array {
  const body = wire(...parts);
  return wire(little(body.length, size), body);
}

/** A BER element with a definite length. */
export function ber(tag: string, ...parts: readonly Part[]): Uint8Array {
  const body = wire(...parts);
  const length = body.length < 128 ? big(body.length, 1) : wire("82", big(body.length, 2));
  return wire(tag, length, body);
}

/** A data packet of RFC 1006 and ISO 8073 class 0. */
export function tpkt(...parts: readonly Part[]): Uint8Array {
  const body = wire("02 f0 80", ...parts);
  return wire("03 00", big(body.length + 4, 2), body);
}
