import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";

/** A JSON value of unknown shape; look into it only with the functions of this file. */
export type Json = unknown;

const MAX_DOCUMENT_BYTES = 128 << 20;
/** Deeper than any real document (CSAF trees reach 6, SBOMs about 12). */
export const MAX_DEPTH = 100;

/**
 * Parses a document of somebody else's.
 * @throws AppError with a sentence when it is too large or no JSON
 */
export function parseJson(bytes: Uint8Array, source: string): Json {
  if (bytes.length > MAX_DOCUMENT_BYTES) throw new AppError("too-large", `${source} is larger than 128 MB.`);
  try {
    return JSON.parse(new TextDecoder("utf-8").decode(bytes));
  } catch {
    throw new AppError("unsupported-format", `${source} is no JSON document.`);
  }
}

/** The member of an object; undefined for anything else (arrays, inherited names). */
export function member(value: Json, name: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Record<string, Json>)[name] : undefined;
}

/** A path of members. */
export function at(value: Json, ...names: readonly string[]): Json {
  return names.reduce<Json>((inner, name) => member(inner, name), value);
}

export function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** Text that has passed the gate, its lines joined; "" for anything that is no text. */
export function textOf(value: Json, maxLength = 1_000): string {
  return typeof value === "string" ? cleanText(value.replace(/[\r\n\t]+/g, " "), maxLength) : "";
}

export function textOrNull(value: Json, maxLength?: number): string | null {
  const text = textOf(value, maxLength);
  return text === "" ? null : text;
}

/** Texts of a list; anything else in it is left out. */
export function textsOf(value: Json, maxLength?: number): string[] {
  return listOf(value)
    .map((it) => textOf(it, maxLength))
    .filter((it) => it !== "");
}

/** Milliseconds of an ISO date; null when it is none. */
export function dateMsOf(value: Json): number | null {
  if (typeof value !== "string" || value.length > 40) return null;
  const ms = Date.parse(value);
  return Number.isFinite(ms) ? ms : null;
}

/** UTF-8 that was read as Latin-1, or replacement characters: shown as it is, and reported. */
export const isDamaged = (text: string): boolean => /\ufffd|Ã[\u0080-\u00bf]|â€|Â[\u00a0-\u00bf]/.test(text);
