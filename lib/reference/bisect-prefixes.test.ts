import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { bisectPrefixes } from "./bisect-prefixes";

const require = createRequire(import.meta.url);
const shipped = readFileSync(require.resolve("oui-data"));
const parsed = JSON.parse(shipped.toString("utf8")) as Record<string, string>;
const prefixes = Object.keys(parsed);

test("finds every prefix of the shipped registry, and what stands there", () => {
  const find = bisectPrefixes(shipped);
  expect(find).not.toBeNull();
  const wrong = prefixes.filter((prefix) => find?.(prefix) !== parsed[prefix]);
  expect(wrong).toEqual([]);
});

test("finds nothing that is not there", () => {
  const find = bisectPrefixes(shipped);
  const absent = ["", "0", "FFFFFF", "FFFFFFFFF", "GGGGGG", "00000", "0000000", "ZZZZZZZZZZ"];
  expect(absent.filter((prefix) => !(prefix in parsed) && find?.(prefix) !== undefined)).toEqual([]);
});

test("leaves texts of another form alone", () => {
  expect(bisectPrefixes(null)).toBeNull();
  expect(bisectPrefixes(Buffer.from('{"000000":"X"}'))).toBeNull();
  expect(bisectPrefixes(Buffer.from('{\n "000000": "X"'))).toBeNull();
});
