import "server-only";

/** JSON with sorted keys: a value that went through `jsonb`, which sorts in its own way, gives the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const key of Object.keys(entries).sort()) {
    if (entries[key] !== undefined) text += `,"${key}":${canonicalJson(entries[key])}`;
  }
  return `{${text.slice(1)}}`;
}
