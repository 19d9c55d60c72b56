import { INVISIBLE, writtenOut } from "./invisible";

/**
 * The one gate for wire text (reliability: names in packets have broken other products). Every string from a packet,
 * log, scan or CSV passes here once, before it becomes part of an observation. Nothing is dropped in silence: what a
 * database or a reader cannot hold is replaced by something visible.
 */

/** What no text or JSON of PostgreSQL can hold: U+0000, and half a pair of surrogates. */
const UNSTORABLE = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** Longest text an observation holds, in UTF-16 units; longer text ends in "… (+N)". */
export const MAX_TEXT_LENGTH = 512;

/** What nobody sees, and half a pair of surrogates, which PostgreSQL refuses in jsonb. */
const UNSEEN = new RegExp(
  `${INVISIBLE}|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]`,
  "g",
);

/** Trailing NULs and spaces are padding of fixed-width wire fields and carry no meaning. */
function withoutTail(text: string): string {
  let end = text.trimEnd();
  while (end.endsWith("\u0000")) {
    let at = end.length - 1;
    while (at > 0 && end.charCodeAt(at - 1) === 0) at -= 1;
    end = end.slice(0, at).trimEnd();
  }
  return end;
}

/** Text as it may be stored and shown: invisible characters as \u{…}, length capped with a visible mark. */
export function cleanText(raw: string, maxLength: number = MAX_TEXT_LENGTH): string {
  const head = raw.length > maxLength * 2 ? raw.slice(0, maxLength * 2) : raw;
  const text = withoutTail(head).trimStart().replace(UNSEEN, writtenOut);
  const dropped = raw.length - head.length + Math.max(0, text.length - maxLength);
  if (dropped === 0) return text;
  let end = Math.min(text.length, maxLength);
  if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
  return `${text.slice(0, end)}… (+${raw.length - Math.min(raw.length, end)})`;
}
