import type { ByteReader } from "../byte-reader";

/** The next `count` bytes as text up to the first NUL, without surrounding spaces: fields of fixed width. */
export function readFixedText(reader: ByteReader, count: number): string {
  const text = reader.latin1(count);
  const nul = text.indexOf("\0");
  return (nul < 0 ? text : text.slice(0, nul)).trim();
}

/**
 * Text without the NULs that fill its field up; one inside stays. From the end, because a regular expression begins anew
 * at each NUL of a long row that something follows: 65,000 of them took three seconds.
 */
export function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return text.slice(0, end);
}

/** The longest run of printable ASCII characters in the reader's rest, or null when none is `minimum` long. */
export function longestPrintable(reader: ByteReader, minimum = 4): string | null {
  let best: string | null = null;
  for (const run of reader.latin1(reader.remaining).split(/[^\x20-\x7e]+/)) {
    const text = run.trim();
    if (text.length >= minimum && text.length > (best?.length ?? 0)) best = text;
  }
  return best;
}
