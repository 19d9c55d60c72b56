import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { parseIp } from "./address";

describe("canonical address", () => {
  it("is the text itself for four decimal octets, and nothing for other ways to write IPv4", () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        expect(parseIp(` ${ip}\n`)).toBe(ip);
      }),
    );
    for (const text of [
      "010.0.0.1",
      "127.1",
      "0x7f.0.0.1",
      "256.0.0.1",
      "1.2.3",
      "1.2.3.4.",
      "1.2.3.4.5",
      "1..3.4",
      "",
    ])
      expect(parseIp(text), text).toBeNull();
  });

  it("is the shortest IPv6 text (RFC 5952), and IPv4 where that is mapped", () => {
    fc.assert(
      fc.property(fc.ipV6(), (ip) => {
        expect(parseIp(ip)).toBe(ipaddr.process(ip).toString());
      }),
    );
    expect(parseIp("::FFFF:192.168.0.1")).toBe("192.168.0.1");
    for (const text of ["fe80::1%eth0", "10.0.0.1:80", "::1::", "1:2:3:4:5:6:7", ":"])
      expect(parseIp(text), text).toBeNull();
  });
});
