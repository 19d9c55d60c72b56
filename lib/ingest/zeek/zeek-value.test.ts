import { describe, expect, it } from "vitest";
import { parseZeekTime, unescapeZeek } from "./zeek-value";

describe("unescapeZeek", () => {
  it("decodes runs of bytes as UTF-8", () => {
    expect(unescapeZeek("Geb\\xc3\\xa4ude\\x09A")).toBe("Gebäude\tA");
  });

  it("decodes once: an escaped backslash stays text", () => {
    expect(unescapeZeek("\\x5cx41")).toBe("\\x41");
    expect(unescapeZeek("\\\\x41")).toBe("\\x41");
    expect(unescapeZeek("PLANT\\\\operator7 O=Maker\\\\, Inc.")).toBe("PLANT\\operator7 O=Maker\\, Inc.");
  });

  it("leaves other backslashes alone", () => {
    expect(unescapeZeek("O=Maker\\, Inc.\\xZZ")).toBe("O=Maker\\, Inc.\\xZZ");
  });
});

describe("parseZeekTime", () => {
  it.each([
    ["1379288667.706265", 1_379_288_667_706_265],
    ["1575413096.05", 1_575_413_096_050_000],
    ["1575413096", 1_575_413_096_000_000],
    ["1575413096052", 1_575_413_096_052_000],
    ["1575413096052.279", 1_575_413_096_052_279],
    ["1575413096052279", 1_575_413_096_052_279],
    ["1575413096052279001", 1_575_413_096_052_279],
    ["2019-12-03T22:44:56.052279Z", 1_575_413_096_052_279],
    ["2019-12-03T23:44:56+01:00", 1_575_413_096_000_000],
  ])("%s is exact to the microsecond", (text, us) => {
    expect(parseZeekTime(text)).toBe(us);
  });

  it.each(["XXXXXXXXXX.XXXXXX", "-", "", "0", "yesterday", "-5.0", "1e9", "99999999999.0", "2019-13-40T00:00:00Z"])(
    "%j is no time",
    (text) => {
      expect(parseZeekTime(text)).toBeNull();
    },
  );
});
