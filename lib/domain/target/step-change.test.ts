/** A step becomes today's zones and conduits, exactly; and what was changed since is never overwritten. */
import { describe, expect, it } from "vitest";
import { NO_RULES, UNKNOWN_NATURE } from "../zone/zone";
import { INTERNET } from "../zone/zone-key";
import { changeOfStep, fits, reversed, sayChange, type Today, withChange } from "./step-change";
import { EMPTY_DESIGN, type TargetConduit, type TargetDesign, type TargetZone } from "./target-design";

const zone = (id: string, cidr: string, options: Partial<TargetZone> = {}): TargetZone => ({
  ...{ id, name: `Zone ${id}`, siteId: "s", purdueLevel: 1, criticality: 3, description: "", owner: null },
  ...NO_RULES,
  ...UNKNOWN_NATURE,
  cidrs: [{ realm: "r", cidr }],
  ...options,
});
const conduit = (id: string, fromZoneId: string, toZoneId: string, options: Partial<TargetConduit> = {}) => ({
  ...{ id, fromZoneId, toZoneId, protocols: ["modbus"], initiator: "from" as const, operations: [], ports: [] },
  ...{ reason: "needed", owner: null, reviewOn: null, enforcementPoint: null },
  ...options,
});
const A = zone("a", "10.0.1.0/24");
const B = zone("b", "10.0.2.0/24");
const today = (options: Partial<Today> = {}): Today => ({ zones: [A, B], conduits: [], ...options });
const target = (options: Partial<TargetDesign>): TargetDesign => ({ ...EMPTY_DESIGN, zones: [A, B], ...options });

function change(key: string, from: Today, to: TargetDesign) {
  const outcome = changeOfStep(key, from, to);
  if (!outcome.isPossible) throw new Error(outcome.because);
  return outcome.change;
}

describe("a zone", () => {
  it("is drawn under the target's id, and takes its rule from the zone that holds it", () => {
    const moved = zone("c", "10.0.1.0/24", { parentId: "nobody" });
    const to = target({ zones: [{ ...A, cidrs: [] }, B, moved] });
    const next = withChange(today(), change("zone c", today(), to));
    expect(next.zones.find((it) => it.id === "c")).toEqual({ ...moved, parentId: null });
    expect(next.zones.find((it) => it.id === "a")?.cidrs).toEqual([]);
    expect(next.zones.find((it) => it.id === "b")).toEqual(B);
  });

  it("is refused in another site, and where nothing would differ", () => {
    expect(changeOfStep("zone a", today(), target({ zones: [{ ...A, siteId: "t" }, B] }))).toMatchObject({
      isPossible: false,
      because: expect.stringContaining("stays in its site"),
    });
    expect(changeOfStep("zone a", today(), target({}))).toMatchObject({ isPossible: false });
  });
});

describe("paths from one zone to another", () => {
  it("get the target's conduits, and lose those that it does not have", () => {
    const old = conduit("old", "a", "b", { protocols: [] });
    const back = conduit("back", "b", "a");
    const wanted = conduit("new", "a", "b");
    const from = today({ conduits: [old, back] });
    const made = change("conduit a b", from, target({ conduits: [wanted] }));
    expect(withChange(from, made).conduits).toEqual([back, wanted]);
    expect(sayChange(from, made).map(({ change: how, name }) => [how, name])).toEqual([
      ["added", "Zone a → Zone b"],
      ["removed", "Zone a → Zone b"],
    ]);
  });

  it("count a conduit that either side may begin, whichever way it was drawn", () => {
    const either = conduit("e", "b", "a", { initiator: "either" });
    const made = change("conduit a b", today(), target({ conduits: [either] }));
    expect(made.conduits).toEqual([{ before: null, after: either }]);
  });

  it.each([
    ["the internet", `conduit a ${INTERNET}`, {}, /at the firewall/],
    ["a zone that is not drawn", "conduit a c", { zones: [A, B, zone("c", "10.0.3.0/24")] }, /Zone c is not drawn yet/],
    ["what is closed already", "conduit a b", {}, /No conduit differs/],
    ["an enclave", "enclave a", {}, /allow-lists/],
  ])("are refused for %s, with what to do", (_, key, options, sentence) => {
    const outcome = changeOfStep(key, today(), target(options));
    expect(outcome).toMatchObject({ isPossible: false, because: expect.stringMatching(sentence) });
  });
});

it("is taken back exactly, unless somebody changed the same thing since", () => {
  const from = today({ conduits: [conduit("old", "a", "b", { protocols: [] })] });
  const to = target({
    zones: [{ ...A, cidrs: [] }, B, zone("c", "10.0.1.0/24")],
    conduits: [conduit("new", "a", "b")],
  });
  for (const key of ["zone c", "conduit a b"]) {
    const made = change(key, from, to);
    const next = withChange(from, made);
    expect(fits(next, reversed(made))).toBe(true);
    const back = withChange(next, reversed(made));
    expect(back.zones.toSorted((x, y) => (x.id < y.id ? -1 : 1))).toEqual(from.zones);
    expect(back.conduits).toEqual(from.conduits);
    expect(fits(from, reversed(made)), "it was taken back by hand").toBe(false);
  }
  const made = change("zone c", from, to);
  const next = withChange(from, made);
  const edited = { ...next, zones: next.zones.map((it) => (it.id === "c" ? { ...it, owner: "anna" } : it)) };
  expect(fits(edited, reversed(made))).toBe(false);
  const elsewhere = { ...next, zones: next.zones.map((it) => (it.id === "b" ? { ...it, owner: "anna" } : it)) };
  expect(fits(elsewhere, reversed(made))).toBe(true);
});
