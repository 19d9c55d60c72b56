import type { FindPrefix } from "./vendor-lookup";

const LINE_FEED = 10;
const QUOTE = 34;
/** Before and behind the key of a line. */
const KEY_AT = 2;
const AFTER_KEY = 3;
const HEAD = '{\n "';
const FOOT = "\n}";

/**
 * Looks prefixes up in the text of a JSON object with one of them per line, shorter ones first, each length in order:
 * a capture names some dozens of makers, and parsing all 54,000 takes longer than reading a small capture. Null when the
 * text does not look like that.
 */
export function bisectPrefixes(list: Buffer | null): FindPrefix | null {
  if (list === null || list.toString("latin1", 0, HEAD.length) !== HEAD) return null;
  const first = HEAD.indexOf("\n") + 1;
  const last = list.lastIndexOf(FOOT);
  if (last < 0) return null;
  return (prefix) => {
    let low = first;
    let high = last + 1;
    while (low < high) {
      // Calls of Buffer's methods cost more than the bytes of a line.
      let start = (low + high) >> 1;
      while (start > low && list[start - 1] !== LINE_FEED) start -= 1;
      const order = compareKey(list, start + KEY_AT, prefix);
      if (order > 0) high = start;
      else {
        const end = list.indexOf(LINE_FEED, start);
        if (order === 0) return textOf(list.toString("utf8", start + KEY_AT + prefix.length + AFTER_KEY, end));
        low = end + 1;
      }
    }
    return undefined;
  };
}

/** Negative where the key that begins here stands before the prefix. A line is ` "001B1B": "Name and address",`. */
function compareKey(list: Buffer, at: number, prefix: string): number {
  let order = 0;
  for (let i = 0; i < prefix.length; i += 1) {
    const byte = list[at + i];
    if (byte === QUOTE) return -1;
    if (order === 0) order = byte - prefix.charCodeAt(i);
  }
  return list[at + prefix.length] === QUOTE ? order : 1;
}

function textOf(text: string): string {
  return JSON.parse(text.endsWith(",") ? text.slice(0, -1) : text);
}
