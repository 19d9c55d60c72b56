import fc from "fast-check";
import { expect, it } from "vitest";
import { type TargetPlace, TargetPlaces } from "./target-places";

const ids = Array.from({ length: 6 }, (_, at) => `0000000${at}-0000-4000-8000-00000000000${at}`);
const zone = fc.constantFrom("a", "b", null);
const place: fc.Arbitrary<TargetPlace> = fc.record({
  zoneId: zone,
  targetZoneId: zone,
  riskScore: fc.integer({ min: 0, max: 3 }),
  isRetired: fc.boolean(),
  isUnpatchable: fc.boolean(),
});
const change = fc.tuple(fc.constantFrom(...ids), fc.option(place));

it("knows and counts the devices that are there, whatever came and went", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const places = new TargetPlaces();
      const known = new Map<string, TargetPlace>();
      for (const [id, now] of changes) {
        if (now === null) {
          places.remove(id);
          known.delete(id);
        } else {
          places.set(id, now);
          known.set(id, now);
        }
      }
      for (const id of ids) expect(places.placeOf(id)).toEqual(known.get(id));
      const isWeak = (it: TargetPlace) => it.isUnpatchable;
      expect(places.idsAt(isWeak).sort()).toEqual(ids.filter((id) => known.get(id)?.isUnpatchable));
      const count = (zoneId: string | null) => [...known.values()].filter((it) => it.zoneId === zoneId).length;
      for (const zoneId of ["a", "b", null]) {
        const alike = [...places.counted()].filter((it) => it.zoneId === zoneId);
        expect(alike.reduce((sum, { devices }) => sum + devices, 0)).toBe(count(zoneId));
      }
    }),
  );
});

it("says that devices are elsewhere when one is, and not when only its risk is another", () => {
  const places = new TargetPlaces();
  const [id] = ids as [string];
  const at = { zoneId: "a", targetZoneId: "a", riskScore: 1, isRetired: false, isUnpatchable: false };
  const after = (act: () => void) => {
    const before = places.moves;
    act();
    return places.moves > before;
  };
  expect(after(() => places.set(id, at))).toBe(true);
  expect(after(() => places.set(id, { ...at, riskScore: 90, isRetired: true }))).toBe(false);
  expect(after(() => places.set(id, { ...at, targetZoneId: "b" }))).toBe(true);
  expect(after(() => places.set(id, { ...at, targetZoneId: "b", isUnpatchable: true }))).toBe(true);
  expect(after(() => places.remove(id))).toBe(true);
  expect(after(() => places.remove(id))).toBe(false);
});
