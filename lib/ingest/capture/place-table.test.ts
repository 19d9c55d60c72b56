import { expect, test } from "vitest";
import { type Place, PlaceTable } from "./place-table";

/** Places differ when any part of them does, and are told in the order in which they first appeared. */

const PLACE: Place = { a: "10.0.0.1", b: "10.0.0.2", transport: "tcp", port: 0, vlan: 0 };
const OTHERS: readonly Place[] = [
  { ...PLACE, a: "10.0.0.2", b: "10.0.0.1" },
  { ...PLACE, transport: "udp" },
  { ...PLACE, port: null },
  { ...PLACE, port: 65_535 },
  { ...PLACE, vlan: null },
  { ...PLACE, vlan: 4_094 },
  { ...PLACE, b: "" },
];

test("each part of a place tells it from others", () => {
  const table = new PlaceTable<{ readonly place: Place }>(() => "");
  const all = [PLACE, ...OTHERS];
  for (const place of all) {
    expect(table.find(place, "")).toBeNull();
    table.add(place, { place });
  }
  for (const place of all) expect(table.find({ ...place }, "")).toEqual({ place });
  expect([...table.lists()].flat().map(({ place }) => place)).toEqual(all);
});

test("several things at one place stand together, where the first of them stood, and are told by their names", () => {
  const table = new PlaceTable<{ readonly name: string }>(({ name }) => name);
  table.add(PLACE, { name: "first" });
  table.add(OTHERS[0] as Place, { name: "elsewhere" });
  expect(table.find(PLACE, "second")).toBeNull();
  table.add(PLACE, { name: "second" });
  for (const name of ["first", "second"]) expect(table.find(PLACE, name)).toEqual({ name });
  expect(table.find(PLACE, "elsewhere")).toBeNull();
  expect([...table.lists()].map((list) => list.map(({ name }) => name))).toEqual([["first", "second"], ["elsewhere"]]);
  table.clear();
  expect(table.find(PLACE, "first")).toBeNull();
  expect([...table.lists()]).toEqual([]);
});
