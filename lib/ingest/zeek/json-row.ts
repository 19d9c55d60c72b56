import { ZeekRow } from "./zeek-row";

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Nested records ("id": {"orig_h": …}) and the underscores of other shippers become Zeek's own column names. */
export function flattenRecord(value: unknown): JsonRecord | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const flat: Record<string, unknown> = Object.create(null);
  for (const [key, part] of Object.entries(value)) {
    if (typeof part === "object" && part !== null && !Array.isArray(part)) {
      for (const [inner, leaf] of Object.entries(part)) flat[`${key}.${inner}`] = leaf;
    } else {
      flat[key.replace(/^id[_-](orig|resp)_(h|p)$/, "id.$1_$2")] = part;
    }
  }
  return flat;
}

export class JsonRow extends ZeekRow {
  private record: JsonRecord = {};

  use(record: JsonRecord, position: number): void {
    this.record = record;
    this.position = position;
  }

  text(column: string): string | null {
    return leafText(this.record[column]);
  }

  texts(column: string): readonly string[] {
    const value = this.record[column];
    const parts = Array.isArray(value) ? value.map(leafText) : [leafText(value)];
    return parts.filter((part) => part !== null);
  }

  columns(): Iterable<string> {
    return Object.keys(this.record);
  }
}

function leafText(value: unknown): string | null {
  if (typeof value === "string") return value === "" ? null : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return null;
}
