import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvRow } from "./csv-row";

const cell = (value: string) => (parse(csvRow([value])) as string[][])[0]?.[0];

describe("csvRow", () => {
  it("defuses what a spreadsheet would run, also behind spaces and in full-width form", () => {
    for (const start of ["=", "+", "-", "@", "\t=", "\r=", " =", "\uff1d"]) {
      expect(cell(`${start}HYPERLINK("http://x")`)?.startsWith("'")).toBe(true);
    }
  });

  it("leaves numbers alone, negative ones too", () => {
    expect(csvRow([-5, 0, null, true])).toBe("-5,0,,true\r\n");
  });

  it("makes invisible characters visible", () => {
    expect(cell("a\u202eb\u0000c\u200bd")).toBe("a\\u{202e}b\\u{0}c\\u{200b}d");
  });

  it("gives every ordinary text back through an RFC 4180 reader", () => {
    const text = fc.stringMatching(/^[a-z"',;\n\r0-9 ]{1,40}$/);
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (texts) => {
        const row = (parse(csvRow(texts)) as string[][])[0];
        expect(row?.map((it) => it.replace(/^'(?=\s)/, ""))).toEqual(texts.map((it) => it.replace(/^'(?=\s)/, "")));
      }),
    );
  });
});
