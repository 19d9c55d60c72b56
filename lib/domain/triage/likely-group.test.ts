import { describe, expect, it } from "vitest";
import { groupKeyOf, type Likeness, type LikenessCount, likelyGroups, partsOfGroupKey, wholeOf } from "./likely-group";

const proof = (protocols: readonly string[] = [], isRoleStated = false, isVendorStated = false) =>
  JSON.stringify([isRoleStated, isVendorStated, protocols]);
const nothing: Likeness = { role: null, vendor: null, proof: proof() };
const alike = (likeness: Partial<Likeness>, count: number, [most, least] = [50, 10]): LikenessCount => ({
  ...{ ...nothing, ...likeness, count },
  first: { riskScore: most, id: `${most} a` },
  last: { riskScore: least, id: `${least} z` },
});
const reasonOf = (...counts: LikenessCount[]) => likelyGroups(counts)[0]?.reason;

describe("groupKeyOf", () => {
  it("goes by the best that is known: role, vendor, first proven service, nothing", () => {
    expect(groupKeyOf({ role: "plc", vendor: "Axis", proof: proof(["http"]) })).toBe("role plc");
    expect(groupKeyOf({ ...nothing, vendor: "Axis", proof: proof(["http"]) })).toBe("vendor Axis");
    expect(groupKeyOf({ ...nothing, proof: proof(["unknown", "ssh", "http"]) })).toBe("protocol ssh");
    expect(groupKeyOf(nothing)).toBe("unknown");
  });

  it("can be taken apart again, whatever a vendor is called", () => {
    const likeness = { ...nothing, vendor: "role vendor unknown" };
    expect(partsOfGroupKey(groupKeyOf(likeness))).toEqual({ kind: "vendor", value: "role vendor unknown" });
    expect(partsOfGroupKey("unknown")).toBeNull();
    expect(partsOfGroupKey("nonsense")).toBeUndefined();
  });
});

describe("likelyGroups", () => {
  it("adds up all that are alike, the group of the riskiest device first", () => {
    const groups = likelyGroups([
      alike({ role: "plc", vendor: "Axis" }, 3, [20, 5]),
      alike({ vendor: "Axis" }, 1, [90, 90]),
      alike({ role: "plc" }, 4_000, [30, 15]),
    ]);
    expect(groups.map(({ key, count, first, last }) => [key, count, first.riskScore, last.riskScore])).toEqual([
      ["vendor Axis", 1, 90, 90],
      ["role plc", 4_003, 30, 5],
    ]);
  });

  it("says what most of them share, counted by devices and not by kinds", () => {
    const few = alike({ role: "camera", vendor: "Bosch", proof: proof(["http"], true) }, 1);
    const many = alike({ role: "camera", vendor: "Axis", proof: proof(["rtsp", "rtsp"], true, true) }, 9);
    expect(reasonOf(few, { ...few, vendor: "Sony" }, many)).toBe(
      "state this role themselves, name Axis as vendor and answer RTSP",
    );
  });

  it("does not say that a device named a vendor whose network card alone tells it", () => {
    expect(reasonOf(alike({ vendor: "Axis" }, 2))).toBe("have a network card of Axis");
    expect(reasonOf(alike({ role: "camera" }, 2))).toBe("behave like it");
    expect(reasonOf(alike({}, 2))).toBe("state no role, no vendor and no service");
  });
});

it("is no whole where nothing is", () => {
  expect(wholeOf([])).toBeNull();
});
