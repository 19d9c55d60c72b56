import "server-only";
import { cleanText, isStorable } from "@/lib/domain/clean-text";

/**
 * PostgreSQL refuses U+0000 in a text and an unpaired surrogate in JSON. Parsers clean what they read; should one let
 * something slip, it is made visible here instead of failing the whole batch.
 */
export function storableText(text: string | null): string | null {
  return text === null || isStorable(text) ? text : cleanText(text, text.length);
}

/** JSON for a `jsonb` parameter; every text in it passes `storableText`. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!UNSTORABLE_JSON.test(json)) return json;
  return JSON.stringify(value, (_, inner) => (typeof inner === "string" ? storableText(inner) : inner));
}

/** JSON.stringify writes exactly these characters as escapes. */
const UNSTORABLE_JSON = /\\u(?:0000|d[89a-f])/i;
