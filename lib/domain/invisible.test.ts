import { describe, expect, it } from "vitest";
import { cleanText } from "./clean-text";
import { csvRow } from "./export/csv-row";
import { visibleJson, visibleLines } from "./invisible";

/** Every character that Unicode says has nothing to show, and what else a reader does not see. */
function unseen(): string[] {
  const all: string[] = [];
  for (let code = 0; code <= 0xe0fff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const char = String.fromCodePoint(code);
    if (/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Bidi_Control}\u2028\u2029\u2800\ufff9-\ufffb]/u.test(char))
      all.push(char);
  }
  return all;
}
const UNSEEN = unseen();
const isSeen = (text: string) => !UNSEEN.some((char) => text.includes(char));

describe("what nobody sees", () => {
  it("is a few thousand characters", () => {
    expect(UNSEEN.length).toBeGreaterThan(4_000);
  });

  it("is written out in text from the wire, so that no two names that differ in it look the same", () => {
    for (const char of UNSEEN) {
      const text = cleanText(`PLC${char}1`);
      expect(text).toBe(`PLC\\u{${char.codePointAt(0)?.toString(16)}}1`);
    }
    expect(cleanText("PLC 1 – Größe 温度 Привод ½ €")).toBe("PLC 1 – Größe 温度 Привод ½ €");
    expect(cleanText("\u2800")).toBe("\\u{2800}");
  });

  it("is written out in cells and on terminals, where lines stay lines", () => {
    const all = UNSEEN.filter((char) => !"\t\n\r".includes(char)).join("");
    expect(isSeen(visibleLines(all))).toBe(true);
    expect(isSeen(csvRow([all]).trim())).toBe(true);
    expect(visibleLines("a\tb\r\nc\u001b[31m")).toBe("a\tb\r\nc\\u{1b}[31m");
  });

  it("is escaped in JSON, which goes on meaning the same", () => {
    const value = { [`key\u202e${UNSEEN.join("x")}`]: [`\u009b31m ${UNSEEN.join("")} "quoted" 😀 \\u202e`] };
    for (const indent of [0, 2]) {
      const json = visibleJson(JSON.stringify(value, null, indent));
      expect(JSON.parse(json)).toEqual(value);
      expect(isSeen(json.replaceAll("\n", ""))).toBe(true);
    }
  });
});
