import { describe, expect, it } from "vitest";
import { type GoldenVersion, goldenAt, goldenStanding } from "./golden-version";
import { firmwareSchemeOf } from "./order-firmware";

const SITE = "00000000-0000-4000-8000-000000000001";
const ZONE = "00000000-0000-4000-8000-000000000002";
const scheme = firmwareSchemeOf({ vendor: "Siemens", model: "CPU 1214C", orderNumber: "6ES7 214-1AG40-0XB0" });

const rule = (part: Partial<GoldenVersion>): GoldenVersion => ({
  id: "a",
  productId: "p",
  siteId: null,
  zoneId: null,
  version: "V4.5.0",
  alsoApproved: [],
  ...part,
});
const standing = (firmware: string | null, ...rules: GoldenVersion[]) =>
  goldenStanding(rules, { firmware, siteId: SITE, zoneId: ZONE }, scheme);

describe("goldenStanding", () => {
  it("compares versions by the maker's way of counting, not as texts", () => {
    expect(standing("4.5", rule({}))).toBe("golden");
    expect(standing("V4.10.1", rule({}))).toBe("ahead");
    expect(standing("V4.2.1", rule({}))).toBe("behind");
  });

  it("lets other approved versions stay", () => {
    expect(standing("V4.4.1", rule({ alsoApproved: ["4.4.1"] }))).toBe("approved");
    expect(standing("V4.4.2", rule({ alsoApproved: ["4.4.1"] }))).toBe("behind");
  });

  it("says so where no version was seen or two cannot be brought in an order", () => {
    expect(standing(null, rule({}))).toBe("unseen");
    expect(standing("custom build", rule({}))).toBe("differs");
    expect(standing("2021.1", rule({}))).toBe("differs");
  });

  it("stands nowhere without a rule", () => {
    expect(standing("V4.5.0")).toBeNull();
    expect(standing("V4.5.0", rule({ zoneId: SITE }))).toBeNull();
  });

  it("holds the zone's rule before the site's before the plant's", () => {
    const plant = rule({ id: "plant" });
    const site = rule({ id: "site", siteId: SITE });
    const zone = rule({ id: "zone", zoneId: ZONE });
    const place = { siteId: SITE, zoneId: ZONE };
    expect(goldenAt([plant, site, zone], place)?.id).toBe("zone");
    expect(goldenAt([plant, site], place)?.id).toBe("site");
    expect(goldenAt([plant], place)?.id).toBe("plant");
    expect(goldenAt([zone, plant], { siteId: SITE, zoneId: null })?.id).toBe("plant");
  });
});

describe("firmwareSchemeOf", () => {
  it("sorts versions oldest first, and what is no version last", () => {
    expect(scheme.sorted(["V4.10", "beta", "V4.9", "V4.2.3"])).toEqual(["V4.2.3", "V4.9", "V4.10", "beta"]);
  });
});
