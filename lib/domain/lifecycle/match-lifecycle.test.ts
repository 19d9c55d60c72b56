import { describe, expect, it } from "vitest";
import { observedMake } from "../firmware/product";
import { type LifecycleEntry, lastSupportedDay, supportEndsUs, supportStateAt } from "./lifecycle";
import { createLifecycleMatcher } from "./match-lifecycle";

const row = (part: Partial<LifecycleEntry>): LifecycleEntry => ({
  vendor: "Siemens",
  product: null,
  orderNumber: null,
  versions: null,
  endOfSale: null,
  endOfSupport: "2020-10-01",
  endOfLife: null,
  source: null,
  place: "list.csv, line 2",
  ...part,
});
const CPU = { vendor: "Siemens", model: "CPU 315-2 PN/DP", orderNumber: "6ES7 315-2EH14-0AB0" };
const match = (
  rows: LifecycleEntry[],
  make: Partial<typeof CPU> | Record<string, string | null>,
  firmware: string | null,
) => createLifecycleMatcher(rows).match(observedMake({ ...CPU, ...make } as typeof CPU, firmware));

describe("createLifecycleMatcher", () => {
  it("finds a device by its order number, by a pattern of it, and by its name", () => {
    expect(match([row({ orderNumber: "6ES7315-2EH14-0AB0" })], {}, null)).toMatchObject({ isPossible: false });
    expect(match([row({ orderNumber: "6ES7 315-2EH1?-0AB0" })], {}, null)?.because).toContain("fits");
    expect(match([row({ product: "CPU 315-2 PN DP" })], {}, null)?.because).toBe("product CPU 315-2 PN DP");
    expect(match([row({ product: "CPU 315*" })], {}, null)).not.toBeNull();
  });

  it("takes no shared word for a product, nor another maker's product of the same name", () => {
    expect(match([row({ product: "CPU" })], {}, null)).toBeNull();
    expect(match([row({ product: "315" })], {}, null)).toBeNull();
    expect(match([row({ product: "*" })], {}, null)).toBeNull();
    expect(match([row({ vendor: "Rockwell Automation", product: "CPU 315-2 PN/DP" })], {}, null)).toBeNull();
    expect(match([row({ product: "CPU 315-2 PN/DP" })], { vendor: null }, null)).toBeNull();
    expect(match([row({ orderNumber: "6ES7 315-2EH13-0AB0" })], {}, null)).toBeNull();
  });

  it("holds version ranges to the firmware, and says so where it was not seen", () => {
    const rows = [row({ orderNumber: "6ES7 315-2EH14-0AB0", versions: "<V3.2" })];
    expect(match(rows, {}, "V3.1.4")).toMatchObject({ isPossible: false });
    expect(match(rows, {}, "V3.10")).toBeNull();
    expect(match(rows, {}, null)).toMatchObject({ isPossible: true });
    const later = row({ orderNumber: "6ES7 315-2EH14-0AB0", versions: ">=V3.2", endOfSupport: "2030-01-01" });
    for (const both of [
      [...rows, later],
      [later, ...rows],
    ]) {
      expect(match(both, {}, null)).toMatchObject({ isPossible: true, endOfSupport: "2020-10-01" });
    }
  });

  it("lets the more particular row count, and of equal ones the later", () => {
    const pattern = row({ orderNumber: "6ES7315-2EH*", endOfSupport: "2021-01-01" });
    const exact = row({ orderNumber: "6ES7315-2EH14-0AB0", endOfSupport: "2022-01-01" });
    const bound = row({ orderNumber: "6ES7315-2EH14-0AB0", versions: "<V3.2", endOfSupport: "2019-01-01" });
    expect(match([exact, pattern], {}, "V3.3")?.endOfSupport).toBe("2022-01-01");
    expect(match([exact, bound], {}, "V3.1")?.endOfSupport).toBe("2019-01-01");
    expect(match([exact, bound], {}, "V3.3")?.endOfSupport).toBe("2022-01-01");
    expect(match([exact, row({ ...exact, endOfSupport: "2030-01-01" })], {}, null)?.endOfSupport).toBe("2030-01-01");
  });
});

describe("the end of support", () => {
  it("is the earlier of the two days, and over when that day is over, UTC", () => {
    expect(lastSupportedDay({ endOfSupport: "2026-10-01", endOfLife: "2026-03-01" })).toBe("2026-03-01");
    expect(lastSupportedDay({ endOfSupport: null, endOfLife: "2026-03-01" })).toBe("2026-03-01");
    const ends = supportEndsUs({ endOfSupport: "2026-03-01", endOfLife: null }) as number;
    expect(ends).toBe(Date.UTC(2026, 2, 2) * 1000);
    expect(supportStateAt(ends, ends - 1)).toBe("ending");
    expect(supportStateAt(ends, ends)).toBe("ended");
    expect(supportStateAt(ends, ends - 366 * 86_400_000_000)).toBe("supported");
  });
});
