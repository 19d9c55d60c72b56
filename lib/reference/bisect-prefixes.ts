import type { FindPrefix } from "./vendor-lookup";

const LINE_FEED = 10;
const QUOTE = 34;
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
      const start = Math.max(low, list.lastIndexOf(LINE_FEED, ((low + high) >> 1) - 1) + 1);
      const end = list.indexOf(LINE_FEED, start);
      // A line is ` "001B1B": "Name and address",`.
      const key = list.toString("latin1", start + 2, list.indexOf(QUOTE, start + 2));
      if (key === prefix) return textOf(list.toString("utf8", start + key.length + 5, end));
      if (key.length < prefix.length || (key.length === prefix.length && key < prefix)) low = end + 1;
      else high = start;
    }
    return undefined;
  };
}

function textOf(text: string): string {
  return JSON.parse(text.endsWith(",") ? text.slice(0, -1) : text);
}
