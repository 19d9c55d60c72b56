import { expect, it } from "vitest";
import { parseMacPrefix } from "./parse-mac-prefix";

it("gives every way of writing a MAC or its beginning the same form", () => {
  for (const text of ["00:1b:1b", "00-1B-1B", "001b1b", " 001b.1b ", "00:1b:1b:"]) {
    expect(parseMacPrefix(text)).toBe("00:1b:1b");
  }
  expect(parseMacPrefix("0050.C240.0102")).toBe("00:50:c2:40:01:02");
  expect(parseMacPrefix("70:b3:d5:1f:f")).toBe("70:b3:d5:1f:f");
});

it("refuses what is no MAC, or says nothing about a maker", () => {
  for (const text of ["", "0", "00:1", "00:1b:1b:00:00:00:00", "10.1.2.0/24", "xx:yy:zz", "00::1b", ":00:1b"]) {
    expect(parseMacPrefix(text)).toBeNull();
  }
});
