const MAX_DEPTH = 16;
const MAX_TEXTS = 256;
/** Objects within objects are about somebody else than the document. */
const KEPT_DEPTH = 2;
const MAX_VALUE = 200;

/** Where the text that begins behind `start` ends: at its closing quote; -1 when the document ends before it. */
function endOfText(document: string, start: number): number {
  for (let at = start; at < document.length; at += 1) {
    if (document[at] === "\\") at += 1;
    else if (document[at] === '"') return at;
  }
  return -1;
}

/**
 * The texts of a document's first two levels by their path ("device.model"), as far as the document goes: a body may be
 * cut or come in pieces. What stands in lists is passed over. Each character is looked at once; nothing throws.
 */
export function scanJsonTexts(document: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  /** One entry for each open object (its key so far) or list (null). */
  const open: (string | null)[] = [];
  let isValue = false;
  for (let at = 0; at < document.length; at += 1) {
    const sign = document[at];
    if (sign === '"') {
      const end = endOfText(document, at + 1);
      if (end < 0) break;
      const quoted = document.slice(at + 1, end);
      at = end;
      const inObject = open.length > 0 && open.at(-1) !== null;
      if (inObject && !isValue) open[open.length - 1] = quoted;
      else if (inObject && open.length <= KEPT_DEPTH && !open.includes(null) && quoted.length <= MAX_VALUE) {
        const path = open.join(".");
        if (texts.size < MAX_TEXTS && !texts.has(path)) texts.set(path, unquoted(quoted));
      }
    } else if (sign === "{" || sign === "[") {
      if (open.length >= MAX_DEPTH) break;
      open.push(sign === "{" ? "" : null);
      isValue = false;
    } else if (sign === "}" || sign === "]") {
      open.pop();
      isValue = false;
      if (open.length === 0) break;
    } else if (sign === ":") isValue = true;
    else if (sign === ",") isValue = false;
  }
  return texts;
}

function unquoted(text: string): string {
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === "string" ? value.trim() : "";
  } catch {
    return "";
  }
}
