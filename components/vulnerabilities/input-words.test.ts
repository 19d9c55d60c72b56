import { expect, it } from "vitest";
import { INPUT_VALUES } from "@/lib/domain/finding/override-input";
import { INPUT_QUESTIONS, valueWords } from "./input-words";

it("has plain words for every input of a decision and every value that it may take", () => {
  for (const [name, values] of Object.entries(INPUT_VALUES) as [keyof typeof INPUT_VALUES, readonly string[]][]) {
    expect(INPUT_QUESTIONS[name]).toMatch(/\?$/);
    const words = values.map((value) => valueWords(name, value));
    expect(words.filter((it) => values.includes(it))).toEqual([]);
    expect(new Set(words).size).toBe(values.length);
  }
});
