/** Small building blocks for wire messages. The simulator writes bytes from the standards, never from the decoders. */

export type Part = string | Uint8Array | readonly number[];

const encoder = new TextEncoder();

export function concat(...parts: readonly Part[]): Uint8Array {
  const arrays = parts.map((part) =>
    typeof part === "string" ? encoder.encode(part) : part instanceof Uint8Array ? part : Uint8Array.from(part),
  );
  const whole = new Uint8Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}

export const u16 = (value: number): number[] => [(value >>> 8) & 255, value & 255];
export const u32 = (value: number): number[] => [
  (value >>> 24) & 255,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];
export const le16 = (value: number): number[] => [value & 255, (value >>> 8) & 255];
export const le32 = (value: number): number[] => [
  value & 255,
  (value >>> 8) & 255,
  (value >>> 16) & 255,
  (value >>> 24) & 255,
];

/** Text in a field of fixed width, padded on the right. */
export function fixed(text: string, width: number, pad = 0x20): Uint8Array {
  const field = new Uint8Array(width).fill(pad);
  field.set(encoder.encode(text).subarray(0, width));
  return field;
}

export const macBytes = (mac: string): number[] => mac.split(":").map((octet) => Number.parseInt(octet, 16));
export const ipBytes = (ip: string): number[] => ip.split(".").map(Number);

/** BER/DER tag-length-value with definite length. */
export function tlv(tag: number, ...parts: readonly Part[]): Uint8Array {
  const body = concat(...parts);
  const length =
    body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, ...u16(body.length)];
  return concat([tag], length, body);
}
