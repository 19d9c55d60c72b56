import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { QUERY_KEYS } from "./query-keys";

it("describes every field and other spelling, and no more", () => {
  const text = readFileSync("docs/query-language.md", "utf8");
  const rows = [...text.matchAll(/^\| `([a-z]+)` \|([^|]*)\|/gm)].map(([, name, also = ""]) => [
    name,
    [...also.matchAll(/`(\w+)`/g)].map((it) => it[1]),
  ]);
  expect(rows).toEqual(QUERY_KEYS.map(({ name, aliases }) => [name, [...aliases]]));
});
