/** A column of texts that repeat: each row holds the number of its text. 0 stands for "not known". */
export class TextColumn {
  readonly values: (string | null)[] = [null];
  codes = new Uint32Array(0);
  readonly #codeOf = new Map<string, number>();

  set(row: number, value: string | null): void {
    if (row >= this.codes.length) this.codes = grown(this.codes, row);
    this.codes[row] = value === null ? 0 : this.codeOf(value);
  }

  codeOf(value: string): number {
    const known = this.#codeOf.get(value);
    if (known !== undefined) return known;
    const code = this.values.length;
    this.values.push(value);
    this.#codeOf.set(value, code);
    return code;
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

  set(row: number, values: readonly string[]): void {
    const unique = [...new Set(values)].sort();
    this.sets.set(row, unique.length === 0 ? null : unique.join("\u0000"));
    const code = this.sets.codes[row] ?? 0;
    if (code > 0 && this.members[code] === undefined) this.members[code] = unique;
  }

  allow(passes: (values: readonly string[]) => boolean): Uint8Array {
    return Uint8Array.from(this.members, (values) => (passes(values) ? 1 : 0));
  }
}

/** The array with room for `row`, and as much again. */
export function grown<Numbers extends Uint32Array | Float64Array | Uint8Array>(numbers: Numbers, row: number): Numbers {
  const larger = new (numbers.constructor as new (length: number) => Numbers)(Math.max(1024, (row + 1) * 2));
  larger.set(numbers as never);
  return larger;
}
