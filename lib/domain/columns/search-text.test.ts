import fc from "fast-check";
import { expect, test } from "vitest";
import { SearchText } from "./search-text";

const text = fc
  .oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^(plc|hmi|ü|日)-[0-9]{0,5}( [0-9a-f]{1,4})*$/u))
  .map((it) => it.replaceAll("\u0000", ""));

test("a word is found in exactly the texts that contain it, also after those changed or went", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ row: fc.nat(80), text: fc.option(text) }), { maxLength: 120 }),
      fc.oneof(text, fc.constantFrom("", "plc-", "-1", "plc-1234")),
      (changes, word) => {
        const search = new SearchText();
        const texts: (string | null)[] = Array.from({ length: 81 }, () => null);
        for (const it of changes) {
          texts[it.row] = it.text;
          if (it.text === null) search.clear(it.row);
          else search.set(it.row, it.text);
        }
        const found = search.find(word, texts.length);
        expect([...found]).toEqual(texts.map((it) => (word === "" || it?.includes(word) ? 1 : 0)));
      },
    ),
  );
});

test("texts that change again and again take no more room than those that stand", () => {
  const search = new SearchText();
  const textOf = (row: number, turn: number) => `device-${row} turn-${turn} ${"x".repeat(90)}`;
  for (let turn = 0; turn < 12; turn++) {
    for (let row = 0; row < 3000; row++) search.set(row, textOf(row, turn));
  }
  expect(search.bytes).toBeLessThan(3 * 3000 * textOf(0, 0).length);
  expect(search.find("turn-10", 3000).some((it) => it === 1)).toBe(false);
  expect(search.find("turn-11", 3000).every((it) => it === 1)).toBe(true);
  expect([...search.find("device-2999 ", 3000)].lastIndexOf(1)).toBe(2999);
});
