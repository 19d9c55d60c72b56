/** Every row carries texts that it must recognise: data that nothing tests is data that nobody can trust. */
import { describe, expect, it } from "vitest";
import { checkExamples } from "./check-examples";
import { BANNER_KINDS } from "./fingerprint";
import { compilePattern } from "./recognise";
import { FINGERPRINT_ROWS } from "./rows";

describe("the rows that are shipped", () => {
  it.each(FINGERPRINT_ROWS.map((row) => [row.pattern, row] as const))("%s", (_pattern, row) => {
    expect(row.kinds.length).toBeGreaterThan(0);
    for (const kind of row.kinds) expect(BANNER_KINDS).toContain(kind);
    expect(row.examples.length).toBeGreaterThan(0);
    expect(checkExamples(row)).toEqual([]);
  });

  it("are all decided quickly, whatever the text", () => {
    const texts = [
      "a".repeat(512),
      "Siemens, SIMATIC ".repeat(30),
      "1.".repeat(256),
      "((((".repeat(128),
      "- ".repeat(256),
    ];
    for (const row of FINGERPRINT_ROWS) {
      const pattern = compilePattern(row.pattern);
      for (const text of texts) pattern.exec(text);
    }
  });
});
