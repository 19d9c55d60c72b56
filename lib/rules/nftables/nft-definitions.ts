import { type NftCursor, Unreadable } from "./nft-cursor";

/** Variables that hold variables could name more values than any memory holds. */
const MAX_VALUES = 50_000;

/** The sets of each table and the variables of the file, as far as they are defined above. */
export class NftDefinitions {
  private readonly sets = new Map<string, readonly string[]>();
  private readonly variables = new Map<string, readonly string[]>();

  defineSet(table: string, name: string, values: readonly string[]): void {
    this.sets.set(`${table} ${name}`, values);
  }

  addElements(table: string, name: string, values: readonly string[]): void {
    const key = `${table} ${name}`;
    this.sets.set(key, [...(this.sets.get(key) ?? []), ...values]);
  }

  defineVariable(name: string, values: readonly string[]): void {
    this.variables.set(name, values);
  }

  /** The values at the cursor, with named sets and variables put in. */
  valuesAt(cursor: NftCursor, table: string): string[] {
    let named = 0;
    const resolve = (value: string, depth: number): readonly string[] => {
      named += 1;
      if (named > MAX_VALUES) throw new Unreadable("it names too many values");
      if (depth > 8) throw new Unreadable("variables refer to each other");
      const key = value.slice(1);
      const defined = value.startsWith("@")
        ? this.sets.get(`${table} ${key}`)
        : value.startsWith("$")
          ? this.variables.get(key)
          : null;
      if (defined === null) return [value];
      if (defined === undefined) throw new Unreadable(`${value} is not defined above`);
      return defined.flatMap((it) => resolve(it, depth + 1));
    };
    return cursor.values().flatMap((value) => resolve(value, 0));
  }
}
