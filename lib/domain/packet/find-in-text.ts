import { parseMac } from "../address";
import type { FoundValue } from "./find-value";

const MIN_WORD = 3;
const MAX_WORDS = 8;

/** Where a value stands in a line of text, in characters; in parts when it was put together from several columns. */
export function findInText(text: string, value: string): FoundValue[] {
  const lower = text.toLowerCase();
  for (const spelling of spellingsOf(value)) {
    const start = lower.indexOf(spelling);
    if (start >= 0) return [{ start, end: start + spelling.length, encoding: "text", part: null }];
  }
  const words = value.split(/[\s,;()/]+/).filter((word) => word.length >= MIN_WORD && word !== value);
  return [...new Set(words)].slice(0, MAX_WORDS).flatMap((word) => {
    const start = lower.indexOf(word.toLowerCase());
    return start < 0 ? [] : [{ start, end: start + word.length, encoding: "text", part: word }];
  });
}

function spellingsOf(value: string): string[] {
  const mac = parseMac(value);
  if (mac === null) return [value.toLowerCase()];
  const digits = mac.replaceAll(":", "");
  return [mac, mac.replaceAll(":", "-"), digits.replace(/(.{4})(?=.)/g, "$1."), digits];
}
