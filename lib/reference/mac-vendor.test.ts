import { describe, expect, it } from "vitest";
import { macVendor } from "./mac-vendor";
import { shortVendorName } from "./short-vendor-name";

describe("macVendor", () => {
  it("names one maker the same, however it stands in the registry", () => {
    expect(macVendor("00:0e:8c:00:00:01")).toBe("Siemens");
    expect(macVendor("00:1b:1b:00:00:01")).toBe("Siemens");
    expect(macVendor("e0:dc:a0:34:21:d5")).toBe("Siemens");
    expect(macVendor("00:00:bc:5f:49:51")).toBe("Rockwell Automation");
  });

  it("prefers the longest prefix: a 36-bit block inside a block that is sold on in parts", () => {
    const seen = new Map(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((nibble) => {
        const mac = `70:b3:d5:00:${nibble.toString(16)}0:00`;
        return [mac, macVendor(mac)] as const;
      }),
    );
    expect(new Set(seen.values()).size).toBeGreaterThan(8);
    expect([...seen.values()]).not.toContain("IEEE Registration Authority");
  });

  it("knows no maker of made-up, group and virtual-router addresses", () => {
    expect(macVendor("02:00:00:00:00:01")).toBeNull();
    expect(macVendor("01:80:c2:00:00:0e")).toBeNull();
    expect(macVendor("00:00:5e:00:01:0a")).toBeNull();
    expect(macVendor("00:00:0c:07:ac:01")).toBeNull();
  });
});

describe("shortVendorName", () => {
  it("drops legal forms and calms capitals", () => {
    expect(shortVendorName("XEROX CORPORATION")).toBe("Xerox");
    expect(shortVendorName("Shenzhen Foo Technology Co.,Ltd.")).toBe("Shenzhen Foo Technology");
    expect(shortVendorName("WIBU GmbH & Co. KG")).toBe("WIBU");
    expect(shortVendorName("Ltd.")).toBe("Ltd.");
  });
});
