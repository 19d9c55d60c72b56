import { describe, expect, it } from "vitest";
import { liesInBlock, narrowestBlock } from "./subnet-of";

describe("the narrowest block", () => {
  it("holds every address, and half of it does not", () => {
    const cases: [string[], string][] = [
      [["10.0.0.5"], "10.0.0.5/32"],
      [["10.0.0.5", "10.0.0.4"], "10.0.0.4/31"],
      [["10.0.0.1", "10.0.0.130", "10.0.0.7"], "10.0.0.0/24"],
      [["9.255.255.255", "10.0.0.0"], "8.0.0.0/6"],
      [["0.0.0.1", "255.0.0.1"], "0.0.0.0/0"],
    ];
    for (const [ips, block] of cases) {
      expect(narrowestBlock(ips)).toBe(block);
      expect(ips.every((ip) => liesInBlock(ip, block))).toBe(true);
    }
  });

  it("is none where an address is missing, of IPv6 or cannot be read, wherever it stands", () => {
    for (const ips of [[], ["fe80::1"], ["10.0.0.1", "fe80::1"], ["x", "10.0.0.1"], ["10.0.0.1", "010.1.1.1.1"]]) {
      expect(narrowestBlock(ips)).toBeNull();
    }
  });
});

it("an address lies in no block of the other kind, and in none that cannot be read", () => {
  expect(liesInBlock("fe80::1", "0.0.0.0/0")).toBe(false);
  expect(liesInBlock("10.0.0.1", "::/0")).toBe(false);
  expect(liesInBlock("10.0.0.1", "10.0.0.0/33")).toBe(false);
  expect(liesInBlock("10.0.1.1", "10.0.0.0/24")).toBe(false);
});
