/** What one answer needs at a time, with some to spare. */
const MOST_KEPT = 6;

type Numbers = Uint8Array | Uint16Array | Uint32Array;
type Kind<Array extends Numbers> = new (length: number) => Array;

const shelves = new Map<Kind<Numbers>, Numbers[]>();

/**
 * An array that is as long as there are rows, with whatever its last user left in it. Megabytes that are new for every
 * answer make the collector of garbage walk through all columns again and again, which costs more than the answers.
 */
export function lend<Array extends Numbers>(kind: Kind<Array>, length: number): Array {
  const shelf = shelves.get(kind) as Array[] | undefined;
  for (let array = shelf?.pop(); array !== undefined; array = shelf?.pop()) {
    // The others are from before rows came or went.
    if (array.length === length) return array;
  }
  return new kind(length);
}

/** Takes back what was lent, or anything like it; nobody may use it any more. */
export function giveBack(array: Numbers): void {
  const kind = array.constructor as Kind<Numbers>;
  const shelf = shelves.get(kind);
  if (shelf === undefined) shelves.set(kind, [array]);
  else if (shelf.length < MOST_KEPT) shelf.push(array);
}

/** A copy of the first rows. */
export function lendCopy(bytes: Uint8Array, length = bytes.length): Uint8Array {
  const copy = lend(Uint8Array, length);
  copy.set(bytes.length === length ? bytes : bytes.subarray(0, length));
  return copy;
}

const WORD_BYTES = 4;
/** So many ones fit into a byte. */
const MOST_ADDED = 255;

/** How many of the bytes are 1, where all others are 0; four are added at a time. */
export function countOnes(mask: Uint8Array): number {
  const isAligned = mask.byteOffset % WORD_BYTES === 0;
  const words = isAligned ? new Uint32Array(mask.buffer, mask.byteOffset, mask.length >> 2) : new Uint32Array(0);
  let count = 0;
  for (let at = 0; at < words.length; ) {
    const end = Math.min(words.length, at + MOST_ADDED);
    let sums = 0;
    for (; at < end; at++) sums += words[at] as number;
    // More than 32 bits never add up: no byte reaches 256.
    count += (sums & 255) + ((sums >>> 8) & 255) + ((sums >>> 16) & 255) + (sums >>> 24);
  }
  for (let row = words.length * WORD_BYTES; row < mask.length; row++) count += mask[row] as number;
  return count;
}
