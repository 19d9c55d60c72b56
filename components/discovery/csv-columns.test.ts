import { expect, test } from "vitest";
import { isReadable, mappingByHeader, mappingOf } from "./csv-columns";

test("a guessed mapping survives the way to the columns and back", () => {
  const guessed = { ip: "IP-Adresse", name: "Bezeichnung" };
  expect(mappingOf(mappingByHeader(guessed))).toEqual(guessed);
});

test("a column that is left out is not read, and a field is read from one column only", () => {
  expect(mappingOf({ Host: "name", Alias: "name", Notes: "" })).toEqual({ name: "Host" });
});

test("a list is read only where a column recognises devices on the wire", () => {
  expect(isReadable(mappingOf({ "IP-Adresse": "ip" }))).toBe(true);
  expect(isReadable(mappingOf({ MAC: "mac", Host: "name" }))).toBe(true);
  expect(isReadable(mappingOf({ Host: "name", SN: "serial" }))).toBe(false);
  expect(isReadable({})).toBe(false);
});
