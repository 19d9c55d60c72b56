/** No number below 2^53 has more digits; a comma, or a bracket, comes behind each. */
const MOST_CHARACTERS = 18;
const [COMMA, OPEN, CLOSE, ZERO, MINUS] = [0x2c, 0x5b, 0x5d, 0x30, 0x2d];
const NULL = [0x6e, 0x75, 0x6c, 0x6c];
/** Both digits of 0 to 99. */
const PAIRS = Uint8Array.from({ length: 200 }, (_, at) => ZERO + (at % 2 === 0 ? Math.floor(at / 20) : (at >> 1) % 10));
const BILLION = 1e9;

/**
 * A column of whole numbers as a JSON array, in ASCII; what is not finite is null. JSON.stringify takes five times as
 * long for numbers beyond 2^31, as times in microseconds are.
 */
export function jsonNumbers(column: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(2 + MOST_CHARACTERS * column.length);
  bytes[0] = OPEN;
  let end = 1;
  for (let at = 0; at < column.length; at++) {
    if (at > 0) bytes[end++] = COMMA;
    let value = column[at] as number;
    if (!Number.isFinite(value)) {
      bytes.set(NULL, end);
      end += NULL.length;
      continue;
    }
    if (value < 0) {
      bytes[end++] = MINUS;
      value = -value;
    }
    if (value < BILLION) {
      end = writeSmall(bytes, end, value, digitsOf(value));
    } else {
      const high = Math.floor(value / BILLION);
      end = writeSmall(bytes, end, high, digitsOf(high));
      end = writeSmall(bytes, end, value - high * BILLION, 9);
    }
  }
  bytes[end++] = CLOSE;
  return bytes.subarray(0, end);
}

function digitsOf(value: number): number {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1_000 ? 3 : 4;
  if (value < 1_000_000) return value < 100_000 ? 5 : 6;
  return value < 10_000_000 ? 7 : value < 100_000_000 ? 8 : 9;
}

/** Exactly so many digits, from the last to the first, two at a time. Returns where they end. */
function writeSmall(bytes: Uint8Array, start: number, value: number, digits: number): number {
  let rest = value | 0;
  let at = start + digits;
  while (at - start >= 2) {
    const next = (rest / 100) | 0;
    const pair = (rest - next * 100) * 2;
    bytes[--at] = PAIRS[pair + 1] as number;
    bytes[--at] = PAIRS[pair] as number;
    rest = next;
  }
  if (at > start) bytes[start] = ZERO + rest;
  return start + digits;
}
