import { describe, expect, it } from "vitest";
import { parseCidr } from "./parse-cidr";

describe("parseCidr", () => {
  it("gives every way of writing a block the same form", () => {
    expect(parseCidr(" 10.1.20.5/24 ")).toBe("10.1.20.0/24");
    expect(parseCidr("10.1.20.0/024")).toBeNull();
    expect(parseCidr("FD00:0:0::1/64")).toBe("fd00::/64");
    expect(parseCidr("0.0.0.0/0")).toBe("0.0.0.0/0");
  });

  it("refuses what is no block, or is read otherwise elsewhere", () => {
    const wrong = [
      "",
      "10.1.20.0",
      "10.1/16",
      "010.1.2.0/24",
      "10.1.20.0/33",
      "fd00::/129",
      "fe80::1%eth0/64",
      "1.2.3.4/8/8",
    ];
    for (const text of [...wrong, "10.1.20.0/-1", "10.1.20.0/24; drop table zone", "a/b"])
      expect(parseCidr(text)).toBeNull();
  });
});
