import { expect, test } from "vitest";
import { type CustomFieldType, parseCustomValue } from "./custom-field";

const read = (type: CustomFieldType, text: string, choices: string[] = []) =>
  parseCustomValue({ key: "k", title: "The field", type, choices }, text);

test("values are kept in one spelling per type", () => {
  expect(read("text", "  hall 3 ")).toEqual({ value: "hall 3" });
  expect(read("number", "4,50")).toEqual({ value: "4.5" });
  expect(read("date", "2027-02-28")).toEqual({ value: "2027-02-28" });
  expect(read("choice", "LEASED", ["bought", "leased"])).toEqual({ value: "leased" });
});

test.each([
  ["number", "12 pieces"],
  ["number", "1e999"],
  ["date", "2027-02-30"],
  ["date", "28.02.2027"],
  ["choice", "stolen"],
  ["text", "   "],
] as const)("a field of the type %s refuses %j with a sentence", (type, text) => {
  expect(read(type, text, ["bought"])).toMatchObject({ problem: expect.stringMatching(/^The field .+\.$/) });
});
