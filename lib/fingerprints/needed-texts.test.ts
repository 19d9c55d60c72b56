import { expect, test } from "vitest";
import { neededTexts } from "./needed-texts";
import { compilePattern } from "./recognise";
import { FINGERPRINT_ROWS } from "./rows";

/** A row is passed over where none of its needed texts stands, so a text that its pattern fits must have one. */

test.each([
  ["\\bSigma Control\\b", ["sigma control"]],
  ["^R&S\\b|\\bRohde ?& ?Schwarz\\b", ["r&s", "schwarz"]],
  ["i\\.CanDo(?:It|This)", ["i.cando"]],
  ["Model+s (?<model>[A-Z]{2})-x*Y", ["model"]],
  ["colou?rs{2}", ["colo"]],
  ["ab{0,3}c(d\\)|e)fg", ["fg"]],
])("%s needs the longest plain text of each alternative", (pattern, needed) => {
  expect(neededTexts(pattern)).toEqual(needed);
});

test.each(["\\d+", "Name|\\w", "\\x41BC", "\\0101bc", "(ab)\\1cd", "a{,2}b", "é"])(
  "%s may fit texts without any",
  (pattern) => {
    expect(neededTexts(pattern)).toBeNull();
  },
);

test("each text that a shipped row fits has one of what the row needs", () => {
  const texts = FINGERPRINT_ROWS.flatMap((row) => row.examples.map((it) => (typeof it === "string" ? it : it.text)));
  const all = [...texts, ...texts.map((text) => text.toUpperCase()), "ſonos ſ", "\u212aeyence"];
  for (const { pattern } of FINGERPRINT_ROWS) {
    const needed = neededTexts(pattern);
    const compiled = compilePattern(pattern);
    const missed = all.filter((text) => compiled.test(text) && needed?.every((it) => !text.toLowerCase().includes(it)));
    expect(missed).toEqual([]);
  }
});

test("most shipped rows need something, so that they need not be compiled for each text", () => {
  const telling = FINGERPRINT_ROWS.filter(({ pattern }) => neededTexts(pattern) !== null);
  expect(telling.length).toBeGreaterThan(FINGERPRINT_ROWS.length / 2);
});
