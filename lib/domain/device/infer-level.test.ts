import { describe, expect, it } from "vitest";
import { inferLevel } from "./infer-level";

describe("inferLevel", () => {
  it("marks what only the role suggests as inferred, with the reason", () => {
    expect(inferLevel("plc", null)).toEqual({
      level: 1,
      isInferred: true,
      isUnusual: false,
      reason: "a PLC is basic control",
    });
    expect(inferLevel("hmi", { name: "Line 1", purdueLevel: null })).toEqual({
      level: 2,
      isInferred: true,
      isUnusual: false,
      reason: "an HMI supervises controllers",
    });
  });

  it("lets the zone that people drew stand over the role", () => {
    expect(inferLevel("plc", { name: "Cell A", purdueLevel: 2 })).toEqual({
      level: 2,
      isInferred: false,
      isUnusual: false,
      reason: "its zone Cell A is level 2",
    });
  });

  it("says when zone and role are more than one level apart", () => {
    expect(inferLevel("plc", { name: "Office", purdueLevel: 4 })).toMatchObject({
      level: 4,
      isUnusual: true,
      reason: "its zone Office is level 4, but a PLC is basic control: level 1 would be usual",
    });
  });

  it("keeps level 0 apart from unknown", () => {
    expect(inferLevel("drive", null)?.level).toBe(0);
    expect(inferLevel("drive", { name: "Field", purdueLevel: 0 })).toMatchObject({ level: 0, isInferred: false });
  });

  it("suggests nothing for roles that stand on any level and for unknown ones", () => {
    for (const role of ["switch", "router", "camera", "", "constructor", null])
      expect(inferLevel(role, null)).toBeNull();
  });
});
