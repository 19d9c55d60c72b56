import { versionOrder } from "../query/version-order";

/** Between the members of a set that comes as one text; no text that was taken in holds it. */
export const SET_SEPARATOR = "\u001f";

/** Row → number of its text or set, as wide as the largest needs. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A column of texts that repeat: each row holds the number of its text. 0 stands for "not known". */
export class TextColumn {
  readonly values: (string | null)[] = [null];
  codes: Codes = new Uint8Array(0);
  /** Code → rows that have it; not kept for 0. */
  readonly tally: number[] = [0];
  /** How often a row was given another code. */
  changes = 0;
  readonly #codeOf = new Map<string, number>();
  readonly #versionOrders: (string | null)[] = [];

  set(row: number, value: string | null): void {
    this.setCode(row, value === null ? 0 : this.codeOf(value));
  }

  setCode(row: number, code: number): void {
    if (row >= this.codes.length) this.codes = grown(this.codes, row);
    const before = this.codes[row] as number;
    if (before === code) return;
    this.changes++;
    if (code > LARGEST_BYTE && this.codes.BYTES_PER_ELEMENT < 4) this.codes = wideEnough(this.codes, code);
    if (before > 0) this.tally[before] = (this.tally[before] as number) - 1;
    if (code > 0) this.tally[code] = (this.tally[code] ?? 0) + 1;
    this.codes[row] = code;
  }

  codeOf(value: string): number {
    const known = this.#codeOf.get(value);
    if (known !== undefined) return known;
    const code = this.addCode(value);
    this.#codeOf.set(value, code);
    return code;
  }

  /** A code that no row has yet. */
  addCode(value: string | null = null): number {
    this.tally.push(0);
    return this.values.push(value) - 1;
  }

  /** Code → `versionOrder` of its text; worked out once for each. */
  versionOrders(): readonly (string | null)[] {
    const orders = this.#versionOrders;
    for (const value of this.values.slice(orders.length)) orders.push(value === null ? null : versionOrder(value));
    return orders;
  }

  /** 1 for every code whose text passes. */
  allow(passes: (value: string | null) => boolean): Uint8Array {
    return Uint8Array.from(this.values, (value) => (passes(value) ? 1 : 0));
  }
}

/** A column of sets of texts; sets repeat far more than rows, so a row holds the number of its set. */
export class SetColumn {
  readonly sets = new TextColumn();
  readonly members: (readonly string[])[] = [[]];
  readonly #codeOf = new Map<string, number>();
  readonly #membersOf: (text: string) => readonly string[];

  /** @param membersOf how a set comes as one text: parted by SET_SEPARATOR unless said otherwise */
  constructor(membersOf: (text: string) => readonly string[] = splitSet) {
    this.#membersOf = membersOf;
  }

  /** @param joined the members in any order, as one text; empty for none */
  set(row: number, joined: string): void {
    let code = this.#codeOf.get(joined);
    if (code === undefined) {
      const unique = [...new Set(this.#membersOf(joined))].sort();
      code = unique.length === 0 ? 0 : this.sets.codeOf(unique.join(SET_SEPARATOR));
      this.members[code] ??= unique;
      this.#codeOf.set(joined, code);
    }
    this.sets.setCode(row, code);
  }

  allow(passes: (values: readonly string[]) => boolean): Uint8Array {
    return Uint8Array.from(this.members, (values) => (passes(values) ? 1 : 0));
  }
}

/** The texts of a set that came as one. */
export function splitSet(joined: string): readonly string[] {
  return joined === "" ? [] : joined.split(SET_SEPARATOR);
}

/** The array with room for `row`, and as much again. */
export function grown<Numbers extends Codes | Float32Array | Float64Array>(numbers: Numbers, row: number): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(Math.max(1024, (row + 1) * 2));
  larger.set(numbers as never);
  return larger;
}

const LARGEST_BYTE = 0xff;
const LARGEST_SHORT = 0xffff;

function wideEnough(codes: Codes, code: number): Codes {
  if (codes instanceof Uint16Array && code <= LARGEST_SHORT) return codes;
  return code <= LARGEST_SHORT ? Uint16Array.from(codes) : Uint32Array.from(codes);
}
