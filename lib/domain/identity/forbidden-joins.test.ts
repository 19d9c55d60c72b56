import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Forbidden, joinEndpoints, type Link } from "./joins/join-endpoints";

const link = (a: string, b: string): Link => ({
  a,
  b,
  join: {
    a: { kind: "mac", realm: "r", value: a },
    b: { kind: "mac", realm: "r", value: b },
    reason: "t",
    citation: null,
  },
});
const apart = (as: readonly string[], bs: readonly string[]): Forbidden[number] => [new Set(as), new Set(bs)];
const NOTHING = { statedBy: () => new Map(), isContested: () => false };
const join = (links: readonly Link[], forbidden: Forbidden) => joinEndpoints(links, forbidden, NOTHING);
const KEYS = ["a", "b", "c", "d", "e", "f"];
const key = fc.constantFrom(...KEYS);

describe("what a person said is not one device", () => {
  it("is not joined directly, nor by way of a third", () => {
    const { componentOf } = join([link("a", "c"), link("c", "b")], [apart(["a"], ["b"])]);
    expect(componentOf("a")).toBe(componentOf("c"));
    expect(componentOf("a")).not.toBe(componentOf("b"));
  });

  it("is not joined either where each of the two stands in further such words", () => {
    const forbidden = [apart(["a"], ["b"]), apart(["a"], ["c"]), apart(["d"], ["b"])];
    const { componentOf } = join([link("a", "b"), link("a", "d"), link("d", "b"), link("a", "c")], forbidden);
    for (const other of ["b", "c"]) expect(componentOf("a")).not.toBe(componentOf(other));
    expect(componentOf("d")).toBe(componentOf("a"));
  });

  it("is never joined, whatever the links and their order; without such words every link joins", () => {
    const words = fc.array(fc.tuple(fc.uniqueArray(key, { minLength: 1 }), fc.uniqueArray(key, { minLength: 1 })));
    fc.assert(
      fc.property(words, fc.array(fc.tuple(key, key), { maxLength: 15 }), (pairs, linked) => {
        const disjoint = pairs.filter(([as, bs]) => !as.some((it) => bs.includes(it)));
        const links = linked.map(([a, b]) => link(a, b));
        const { componentOf } = join(
          links,
          disjoint.map(([as, bs]) => apart(as, bs)),
        );
        for (const [as, bs] of disjoint)
          for (const a of as) for (const b of bs) expect(componentOf(a)).not.toBe(componentOf(b));
        const free = join(links, []);
        for (const [a, b] of linked) expect(free.componentOf(a)).toBe(free.componentOf(b));
      }),
    );
  });
});
