import { describe, expect, it } from "vitest";
import type { DeviceRow } from "@/lib/contracts/devices";
import { outsideOf, pickAll, type Selection } from "./selection";

const rows = (...ids: string[]) => ids.map((id) => ({ id }) as DeviceRow);
const NONE: Selection = new Map();

describe("a selection under filters", () => {
  it("says which of its devices another filter has taken out of view", () => {
    const picked = pickAll(NONE, rows("a", "b", "c"), { isOn: true, filter: "all" });
    expect([...outsideOf(picked, rows("b", "d"), "vendor")]).toEqual(["a", "c"]);
  });

  it("holds for in view what was picked under the same filter, also when its rows are far away", () => {
    const picked = pickAll(NONE, rows("a"), { isOn: true, filter: "all" });
    expect(outsideOf(picked, rows("x", "y"), "all").size).toBe(0);
  });

  it("never loses what another filter showed when all rows are taken on or off", () => {
    const before = pickAll(NONE, rows("a"), { isOn: true, filter: "all" });
    const on = pickAll(before, rows("b", "c"), { isOn: true, filter: "vendor" });
    expect([...on.keys()]).toEqual(["a", "b", "c"]);
    expect([...pickAll(on, rows("b", "c"), { isOn: false, filter: "vendor" }).keys()]).toEqual(["a"]);
  });
});
