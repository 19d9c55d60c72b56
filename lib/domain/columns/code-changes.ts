/**
 * Of each code of a column, when a row that has it, or had it until then, last changed: what is counted by the code is the
 * same until then. Times are counted in changes.
 */
export class CodeChanges {
  /** Changes until now. */
  now = 0;
  readonly #last: number[] = [];

  note(code: number): void {
    this.now++;
    this.#last[code] = this.now;
  }

  /** 1 for every code below `codes` that changed behind the time; of 0 all are. */
  since(time: number, codes: number): Uint8Array {
    const changed = new Uint8Array(codes);
    for (let code = 0; code < codes; code++) if (time === 0 || (this.#last[code] ?? 0) > time) changed[code] = 1;
    return changed;
  }
}
