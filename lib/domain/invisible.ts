/**
 * Characters that a reader does not see, or that change what a reader sees elsewhere: C0 and C1 controls (a terminal
 * obeys them), bidirectional controls, everything of zero width (Unicode's Default_Ignorable_Code_Point: joiners, fillers,
 * variation selectors, tags), line separators, and the blank of Braille. Two names that differ in them alone look the
 * same. Letters that look alike (Latin a, Cyrillic а) are not meant: a name may be of any script.
 */
const NO_CONTROL =
  "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb";
const BEYOND_16_BITS = "\\ud82f[\\udca0-\\udca3]|\\ud834[\\udd73-\\udd7a]|[\\udb40-\\udb43][\\udc00-\\udfff]";
const CONTROLS = "\\u0000-\\u001f\\u007f-\\u009f";
/** Line breaks and tabs left out: text of several lines is made of them. */
const CONTROLS_IN_LINES = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f";

/** Sources of regular expressions without flags but g. */
export const INVISIBLE = `[${CONTROLS}${NO_CONTROL}]|${BEYOND_16_BITS}`;
const INVISIBLE_IN_LINES = new RegExp(`[${CONTROLS_IN_LINES}${NO_CONTROL}]|${BEYOND_16_BITS}`, "g");
/** JSON writes C0 controls out by itself, and breaks its lines with them. */
const INVISIBLE_IN_JSON = new RegExp(`[\\u007f-\\u009f${NO_CONTROL}]|${BEYOND_16_BITS}`, "g");

/** "\u{202e}" in place of the character. */
export const writtenOut = (char: string): string => `\\u{${char.codePointAt(0)?.toString(16)}}`;

/** Text of several lines for a terminal or a cell, with what nobody sees written out. */
export function visibleLines(text: string): string {
  return text.replace(INVISIBLE_IN_LINES, writtenOut);
}

/** JSON that means the same and holds nothing that a terminal obeys or a reader does not see. */
export function visibleJson(json: string): string {
  return json.replace(INVISIBLE_IN_JSON, (char) =>
    [...Array(char.length).keys()].map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`).join(""),
  );
}
