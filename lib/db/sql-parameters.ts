import "server-only";

/** Collects the values of a statement that is put together from fixed pieces of text: values never enter the text. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** The placeholder that stands for the value. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Text that LIKE takes literally, to be found anywhere. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
