import { describe, expect, it } from "vitest";
import { findInText } from "./find-in-text";
import { findValue } from "./find-value";

const bytesOf = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((it) => (typeof it === "string" ? [...new TextEncoder().encode(it)] : it)));
const wide = (text: string) => [...text].flatMap((it) => [it.charCodeAt(0), 0]);

describe("a value in bytes", () => {
  it.each([
    ["text", "6ES7 515", bytesOf([0, 1], "6ES7 515", [9]), 2, 10],
    ["UTF-16 text", "PLC-1", bytesOf([7, 7], wide("PLC-1")), 2, 12],
    ["text in other case", "PLC-1", bytesOf([1], "plc-1"), 1, 6],
    ["name in labels", "plc.example", bytesOf([0], [3], "plc", [7], "example", [0]), 1, 13],
    ["MAC address", "00:1b:1b:12:34:56", bytesOf([5, 0, 0x1b, 0x1b, 0x12, 0x34, 0x56]), 1, 7],
    ["IP address", "10.1.2.3", bytesOf([0, 0, 10, 1, 2, 3]), 2, 6],
    ["IP address", "fe80::1", bytesOf([9, 0xfe, 0x80, ...Array(13).fill(0), 1]), 1, 17],
    ["number", "4660", bytesOf([0, 0x34, 0x12, 0]), 1, 3],
    ["number", "305419896", bytesOf([1, 0x12, 0x34, 0x56, 0x78]), 1, 5],
    ["hexadecimal number", "0x00ab12cd", bytesOf([3, 0, 0xab, 0x12, 0xcd]), 1, 5],
    ["version numbers", "2.8.1", bytesOf([0, 2, 8, 1]), 1, 4],
    ["version numbers", "V4.2", bytesOf([9, 9, 4, 2]), 2, 4],
    ["NetBIOS name", "AB", bytesOf([0], "EBEC"), 1, 5],
  ])("is found as %s (%s)", (encoding, value, bytes, start, end) => {
    expect(findValue(bytes, value)[0]).toEqual({ start, end, encoding, part: null });
  });

  it("is found in parts when it was put together", () => {
    expect(findValue(bytesOf("vendor=Acme;model=Pump"), "Acme Pump").map((it) => [it.part, it.start])).toEqual([
      ["Acme", 7],
      ["Pump", 18],
    ]);
  });

  it("is not looked for in headers, unless it is an address", () => {
    const bytes = bytesOf("Pump", [0x0a, 1, 2, 3], "x");
    expect(findValue(bytes, "Pump", 8)).toEqual([]);
    expect(findValue(bytes, "10.1.2.3", 8)[0]?.start).toBe(4);
  });

  it("is not claimed where it does not stand", () => {
    expect(findValue(bytesOf([1, 2, 3, 4, 5]), "Rockwell")).toEqual([]);
    expect(findValue(bytesOf([1, 2, 3]), "7")).toEqual([]);
    expect(findValue(new Uint8Array(0), "x")).toEqual([]);
    expect(findValue(bytesOf("abc"), "")).toEqual([]);
  });
});

describe("a value in a line", () => {
  it("is found whatever the spelling of a MAC", () => {
    for (const line of ["x 00-1B-1B-12-34-56 y", "001b.1b12.3456", "001B1B123456", "00:1b:1b:12:34:56"])
      expect(findInText(line, "00:1b:1b:12:34:56")).toHaveLength(1);
  });

  it("is found in parts", () => {
    expect(findInText("Acme\tLX200", "Acme LX200").map((it) => it.part)).toEqual(["Acme", "LX200"]);
  });
});
