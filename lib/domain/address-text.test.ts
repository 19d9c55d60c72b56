import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIp, parseMac } from "./address";
import { IPV4_MARK, ipText, macText } from "./address-text";

const word = fc.oneof(
  fc.constant(0),
  fc.integer(),
  fc.nat(0xffff),
  fc.nat(0xffff).map((it) => it << 16),
);

describe("address text", () => {
  it("is the canonical text of every other source", () => {
    fc.assert(
      fc.property(word, word, word, word, (a, b, c, d) => {
        const text = ipText(a, b, c, d);
        expect(parseIp(text)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it("shows mapped IPv4 addresses in dotted form", () => {
    expect(ipText(0, 0, IPV4_MARK, 0xc0a80001 | 0)).toBe("192.168.0.1");
    expect(ipText(0, 0, 0, 1)).toBe("::1");
    expect(ipText(0x20010db8, 0, 0x00010000, 1)).toBe("2001:db8::1:0:0:1");
  });

  it("writes MACs in lower case with colons", () => {
    expect(macText(0x001b, 0x1bab00ff | 0)).toBe(parseMac("00-1B-1B-AB-00-FF"));
  });
});
