import { describe, expect, test } from "vitest";
import { deskOf, type FetchedCases, type ShadowGroup, stepAfter } from "./triage-order";

const group = (key: string, ids: readonly [string, ...string[]]) =>
  ({ key, label: key, reason: "", count: ids.length, firstId: ids[0], lastId: ids.at(-1) ?? "" }) satisfies ShadowGroup;
const GROUPS = [group("cameras", ["a", "b"]), group("laptops", ["c"])];
const fetched = (key: string, ids: readonly string[], more: Partial<FetchedCases> = {}): FetchedCases => ({
  ...{ group: key, ids, before: 0, previousId: null, hasMore: false },
  ...more,
});
const CAMERAS = fetched("cameras", ["a", "b"]);
const deskAt = (cases: FetchedCases, device: string | null) => {
  const desk = deskOf(GROUPS, cases, device);
  if (desk === null) throw new Error("nothing lies on the desk");
  return desk;
};

describe("deskOf", () => {
  test("shows the first case when nothing is asked for", () => {
    expect(deskAt(CAMERAS, null).deviceId).toBe("a");
  });

  test("walks on into the next group, and back to the last of the one before", () => {
    const desk = deskAt(CAMERAS, "b");
    expect(desk).toMatchObject({ previous: { deviceId: "a" }, next: { group: "laptops", deviceId: "c" }, index: 1 });
    expect(desk.nextGroup?.key).toBe("laptops");
    expect(deskAt(fetched("laptops", ["c"]), "c").previous).toEqual({ group: "cameras", deviceId: "b" });
  });

  test("counts and walks within a group of which only a later page was fetched", () => {
    const desk = deskAt(fetched("cameras", ["x", "y"], { before: 25, previousId: "w", hasMore: true }), "x");
    expect(desk).toMatchObject({ index: 25, previous: { group: "cameras", deviceId: "w" }, next: { deviceId: "y" } });
    expect(deskAt(fetched("cameras", ["x"], { hasMore: true }), "x").next).toBeNull();
  });

  test("shows nobody in place of a device that is not among them", () => {
    expect(deskAt(CAMERAS, "gone").deviceId).toBeNull();
  });

  test("leaves no group while its devices are on their way", () => {
    expect(deskAt(fetched("laptops", []), "c")).toMatchObject({ previous: null, next: null });
    expect(deskAt(fetched("laptops", []), null)).toMatchObject({ previous: null, next: null });
    const beside = fetched("laptops", ["y"], { before: 1, previousId: "x" });
    expect(deskAt(beside, "x")).toMatchObject({ previous: null, next: { deviceId: "y" } });
  });

  test("is empty when nothing waits", () => {
    expect(deskOf([], CAMERAS, null)).toBeNull();
  });
});

describe("stepAfter", () => {
  test("goes on behind what was settled", () => {
    expect(stepAfter(GROUPS, deskAt(CAMERAS, "a"), false)?.deviceId).toBe("b");
    expect(stepAfter(GROUPS, deskAt(CAMERAS, "a"), true)?.deviceId).toBe("c");
  });

  test("starts again at the top after the last one", () => {
    const last = deskAt(fetched("laptops", ["c"]), "c");
    expect(stepAfter(GROUPS, last, false)?.deviceId).toBe("a");
    expect(stepAfter(GROUPS, last, true)?.deviceId).toBe("a");
  });

  test("says when nothing is left", () => {
    const only = [group("laptops", ["c"])];
    const desk = deskOf(only, fetched("laptops", ["c"]), "c");
    expect(desk && stepAfter(only, desk, false)).toBeNull();
    expect(desk && stepAfter(only, desk, true)).toBeNull();
  });
});
