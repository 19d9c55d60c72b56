import { describe, expect, test } from "vitest";
import { deskOf, idAfter, type ShadowGroup } from "./triage-order";

const group = (key: string, ids: readonly string[]) =>
  ({ key, label: key, reason: "", deviceIds: [...ids] }) satisfies ShadowGroup;
const GROUPS = [group("cameras", ["a", "b"]), group("laptops", ["c"])];

describe("deskOf", () => {
  test("shows the first case when nothing is asked for", () => {
    expect(deskOf(GROUPS, null, null)?.deviceId).toBe("a");
  });

  test("walks on into the next group", () => {
    const desk = deskOf(GROUPS, null, "b");
    expect([desk?.previousId, desk?.nextId, desk?.index]).toEqual(["a", "c", 1]);
    expect(desk?.nextGroup?.key).toBe("laptops");
  });

  test("shows the first of the asked-for group when its device is settled already", () => {
    expect(deskOf(GROUPS, "laptops", "gone")?.deviceId).toBe("c");
  });

  test("is empty when nothing waits", () => {
    expect(deskOf([], null, null)).toBeNull();
  });
});

describe("idAfter", () => {
  test("goes on behind what was settled", () => {
    expect(idAfter(GROUPS, new Set(["a"]))).toBe("b");
  });

  test("starts again at the top after the last one", () => {
    expect(idAfter(GROUPS, new Set(["c"]))).toBe("a");
  });

  test("says when nothing is left", () => {
    expect(idAfter(GROUPS, new Set(["a", "b", "c"]))).toBeNull();
  });
});
