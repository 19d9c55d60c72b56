import { expect, test } from "vitest";
import { mappingByHeader, mappingOf } from "./csv-columns";

test("a guessed mapping survives the way to the columns and back", () => {
  const guessed = { ip: "IP-Adresse", name: "Bezeichnung" };
  expect(mappingOf(mappingByHeader(guessed))).toEqual(guessed);
});

test("a column that is left out is not read, and a field is read from one column only", () => {
  expect(mappingOf({ Host: "name", Alias: "name", Notes: "" })).toEqual({ name: "Host" });
});
