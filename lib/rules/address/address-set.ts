import ipaddr from "ipaddr.js";

/** Addresses of both families as numbers, so that sets of them can be compared exactly. */

export type Family = 4 | 6;

export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** First and last address, both inside. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** Disjoint ranges, IPv4 before IPv6, ascending, never adjoining. Made by `addressSet` only. */
export type AddressSet = readonly AddressRange[];

const BITS = { 4: 32, 6: 128 } as const;
const LAST = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n } as const;
const IPV4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;

export const everyAddress = (family: Family): AddressRange => ({ family, first: 0n, last: LAST[family] });
export const ANY_ADDRESS: AddressSet = [everyAddress(4), everyAddress(6)];

/** "10.0.0.1" or "fd00::1" as a number; null when it is none. Octal and short forms are refused. */
export function parseAddress(text: string): Address | null {
  if (text.length > 45 || text.includes("%")) return null;
  if (!text.includes(":")) {
    if (!IPV4.test(text)) return null;
    let value = 0;
    for (const part of text.split(".")) {
      if (Number(part) > 255) return null;
      value = value * 256 + Number(part);
    }
    return { family: 4, value: BigInt(value) };
  }
  if (!ipaddr.IPv6.isValid(text)) return null;
  return { family: 6, value: fromBytes(ipaddr.IPv6.parse(text).toByteArray()) };
}

function fromBytes(bytes: readonly number[]): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

export function formatAddress({ family, value }: Address): string {
  const bytes = Array.from({ length: BITS[family] / 8 }, (_, index) =>
    Number((value >> BigInt(BITS[family] - 8 - 8 * index)) & 255n),
  );
  return family === 4 ? bytes.join(".") : new ipaddr.IPv6(bytes).toString();
}

/** An address, a block ("10.0.0.0/8", "10.0.0.0/255.0.0.0") or a range ("10.0.0.1-10.0.0.9"); null when it is none. */
export function parseRange(text: string): AddressRange | null {
  const [start, end, ...more] = text.split("-");
  if (end !== undefined) {
    const first = parseAddress((start as string).trim());
    const last = parseAddress(end.trim());
    if (!first || !last || more.length > 0 || first.family !== last.family || first.value > last.value) return null;
    return { family: first.family, first: first.value, last: last.value };
  }
  const [base, mask, ...rest] = text.split("/");
  const address = parseAddress(base as string);
  if (!address || rest.length > 0) return null;
  if (mask === undefined) return { family: address.family, first: address.value, last: address.value };
  const bits = /^\d{1,3}$/.test(mask) ? Number(mask) : bitsOfMask(mask);
  return bits === null || bits > BITS[address.family] ? null : blockOf(address, bits);
}

/** Prefix length of "255.255.255.0"; null for a mask with holes. */
export function bitsOfMask(mask: string): number | null {
  const value = parseAddress(mask);
  if (value?.family !== 4) return null;
  const text = value.value.toString(2).padStart(32, "0");
  return /^1*0*$/.test(text) ? text.replace(/0+$/, "").length : null;
}

/** The block of so many leading bits around an address. */
export function blockOf({ family, value }: Address, bits: number): AddressRange {
  const size = 1n << BigInt(BITS[family] - bits);
  const first = (value / size) * size;
  return { family, first, last: first + size - 1n };
}

/** Any ranges in the one form in which sets are compared. */
export function addressSet(ranges: readonly AddressRange[]): AddressSet {
  const sorted = [...ranges].sort(
    (a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0),
  );
  const joined: AddressRange[] = [];
  for (const range of sorted) {
    const before = joined.at(-1);
    if (before && before.family === range.family && range.first <= before.last + 1n) {
      if (range.last > before.last) joined[joined.length - 1] = { ...before, last: range.last };
    } else joined.push(range);
  }
  return joined;
}

export function hasAddress(set: AddressSet, { family, value }: Address): boolean {
  let low = 0;
  let high = set.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = set[middle] as AddressRange;
    if (range.family < family || (range.family === family && range.last < value)) low = middle + 1;
    else if (range.family > family || range.first > value) high = middle - 1;
    else return true;
  }
  return false;
}

/** What is in `set` and not in `taken`. */
export function subtractAddresses(set: AddressSet, taken: AddressSet): AddressSet {
  const left: AddressRange[] = [];
  let at = 0;
  for (const range of set) {
    const isBefore = (hole: AddressRange) =>
      hole.family < range.family || (hole.family === range.family && hole.last < range.first);
    while (at < taken.length && isBefore(taken[at] as AddressRange)) at += 1;
    let { first } = range;
    // The last hole may reach into the next range, so `at` stays where it is.
    for (let hole = at; hole < taken.length && first <= range.last; hole += 1) {
      const { family, first: from, last } = taken[hole] as AddressRange;
      if (family !== range.family || from > range.last) break;
      if (first < from) left.push({ ...range, first, last: from - 1n });
      first = last + 1n;
    }
    if (first <= range.last) left.push({ ...range, first });
  }
  return addressSet(left);
}

export function intersectAddresses(a: AddressSet, b: AddressSet): AddressSet {
  const both: AddressRange[] = [];
  for (const one of a) {
    for (const other of b) {
      if (one.family !== other.family || one.last < other.first || other.last < one.first) continue;
      both.push({
        family: one.family,
        first: one.first > other.first ? one.first : other.first,
        last: one.last < other.last ? one.last : other.last,
      });
    }
  }
  return addressSet(both);
}

export const complementOf = (set: AddressSet): AddressSet => subtractAddresses(ANY_ADDRESS, set);
export const ofFamily = (set: AddressSet, family: Family): AddressSet => set.filter((it) => it.family === family);

/** True when every address of `inner` is in `outer`. */
export function coversAddresses(outer: AddressSet, inner: AddressSet): boolean {
  return inner.every((range) =>
    outer.some((it) => it.family === range.family && it.first <= range.first && it.last >= range.last),
  );
}

export function countAddresses(set: AddressSet): bigint {
  return set.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

/** The fewest blocks that hold exactly the set, in order. */
export function blocksOf(
  set: AddressSet,
): { readonly family: Family; readonly first: bigint; readonly bits: number }[] {
  const blocks: { family: Family; first: bigint; bits: number }[] = [];
  for (const { family, first, last } of set) {
    for (let at = first; at <= last; ) {
      let bits: number = BITS[family];
      while (bits > 0) {
        const size = 1n << BigInt(BITS[family] - bits + 1);
        if (at % size !== 0n || at + size - 1n > last) break;
        bits -= 1;
      }
      blocks.push({ family, first: at, bits });
      at += 1n << BigInt(BITS[family] - bits);
    }
  }
  return blocks;
}

/** Blocks as text: a single host without its prefix length. */
export function blockTexts(set: AddressSet): string[] {
  return blocksOf(set).map(({ family, first, bits }) => {
    const address = formatAddress({ family, value: first });
    return bits === BITS[family] ? address : `${address}/${bits}`;
  });
}

/** "255.255.255.0" of 24. */
export function maskOfBits(bits: number): string {
  return formatAddress({ family: 4, value: (LAST[4] << BigInt(32 - bits)) & LAST[4] });
}
