import { describe, expect, it } from "vitest";
import { parseQuery } from "./parse-query";
import { EVERYTHING, MAX_QUERY_LENGTH, type Query } from "./query";

function read(text: string): Query {
  const { query, error } = parseQuery(text);
  if (error) throw new Error(`${text}: ${error.message}`);
  return query;
}
const errorOf = (text: string) => parseQuery(text).error;
const words = (text: string): Query => ({ kind: "words", text });

describe("terms", () => {
  it("reads the query that everybody writes", () => {
    expect(read('vendor:siemens firmware<4.5 zone:"Cell 3" port:102 last<30d')).toEqual({
      kind: "and",
      parts: [
        { kind: "text", field: "vendor", pattern: ["", "siemens", ""] },
        { kind: "version", field: "firmware", operator: "<", version: "4.5" },
        { kind: "text", field: "zone", pattern: ["cell 3"] },
        { kind: "port", transport: null, from: 102, to: 102 },
        { kind: "time", field: "last", from: { agoUs: 30 * 86_400e6 }, to: null },
      ],
    });
  });

  it("takes what has no key as words to be found, also addresses and quoted keys", () => {
    expect(read('Pump "vendor:x" 10.0.0.7:502 00:1b:1b:aa:bb:cc aa:bb:cc:dd:ee:ff fe80::1 --')).toEqual({
      kind: "and",
      parts: [
        words("pump"),
        words("vendor:x"),
        words("10.0.0.7:502"),
        words("00:1b:1b:aa:bb:cc"),
        words("aa:bb:cc:dd:ee:ff"),
        words("fe80::1"),
        words("--"),
      ],
    });
    expect(read("10.0.0.0/24")).toEqual({ kind: "ip", from: "10.0.0.0", to: "10.0.0.255" });
    expect(read("\u0000")).toEqual(EVERYTHING);
    expect(read("   ")).toEqual(EVERYTHING);
  });

  it("takes several values as any of them, and != as none of them", () => {
    expect(read("state:sanctioned,ignored")).toMatchObject({ kind: "or" });
    expect(read("port!=80,443")).toMatchObject({ kind: "and", parts: [{ kind: "not" }, { kind: "not" }] });
  });

  it("reads blocks, ranges and beginnings of addresses", () => {
    expect(read("ip:10.1.2.3/20")).toEqual({ kind: "ip", from: "10.1.0.0", to: "10.1.15.255" });
    expect(read("ip:2001:db8::/33")).toEqual({
      kind: "ip",
      from: "2001:db8::",
      to: "2001:db8:7fff:ffff:ffff:ffff:ffff:ffff",
    });
    expect(read("ip:10.0.*")).toEqual({ kind: "ip", from: "10.0.0.0", to: "10.0.255.255" });
    expect(read("ip:10.0.0.5-10.0.0.9")).toEqual({ kind: "ip", from: "10.0.0.5", to: "10.0.0.9" });
    expect(read("mac:00-1B-1b")).toEqual({ kind: "text", field: "mac", pattern: ["00:1b:1b", ""] });
    expect(read("mac:001b.1baa.bbcc")).toEqual({ kind: "text", field: "mac", pattern: ["00:1b:1b:aa:bb:cc"] });
  });

  it("reads days by the calendar in UTC and ages", () => {
    const march2 = Date.UTC(2026, 2, 2) * 1000;
    const day = 86_400e6;
    expect(read("first:2026-03-02")).toMatchObject({ from: { atUs: march2 }, to: { atUs: march2 + day } });
    expect(read("first>2026-03-02")).toMatchObject({ from: { atUs: march2 + day }, to: null });
    expect(read("first<=2026-02")).toMatchObject({ from: null, to: { atUs: march2 - day } });
    expect(read("last>2w")).toMatchObject({ from: null, to: { agoUs: 14 * day } });
    expect(errorOf("last<2026-02-30")?.message).toContain("is no time");
  });

  it("knows risk as a number and as a band, and what is not known", () => {
    expect(read("risk>70")).toEqual({ kind: "number", field: "risk", operator: ">", value: 70 });
    expect(read("risk:high")).toEqual({ kind: "text", field: "band", pattern: ["high"] });
    expect(read("vendor:unknown")).toEqual({ kind: "not", part: { kind: "known", field: "vendor" } });
    expect(read('vendor:"unknown"')).toEqual({ kind: "text", field: "vendor", pattern: ["", "unknown", ""] });
    expect(read("owner:*")).toEqual({ kind: "known", field: "owner" });
    expect(read('custom."Fire section"=2')).toEqual({ kind: "custom", name: "Fire section", pattern: ["2"] });
    expect(read("custom.rack>7")).toEqual({ kind: "custom-order", name: "rack", operator: ">", value: "7" });
  });
});

describe("and, or, not", () => {
  it("binds side by side closer than or", () => {
    expect(read("a b or not c (d OR -e)")).toEqual({
      kind: "or",
      parts: [
        { kind: "and", parts: [words("a"), words("b")] },
        {
          kind: "and",
          parts: [
            { kind: "not", part: words("c") },
            { kind: "or", parts: [words("d"), { kind: "not", part: words("e") }] },
          ],
        },
      ],
    });
    expect(read("a and b")).toEqual(read("a b"));
    expect(read("order oracle android")).toMatchObject({ kind: "and" });
  });
});

describe("errors", () => {
  const CASES: [string, string, number, number][] = [
    ["vendr:siemens", 'There is no field "vendr". Did you mean "vendor"?', 0, 5],
    ["x http://host", 'There is no field "http". To look for this text, put it in quotes.', 2, 6],
    ["a (b or c", 'This "(" is never closed', 2, 3],
    ["a) b", 'This ")" closes nothing', 1, 2],
    ['zone:"Cell 3', "This quote is never closed", 5, 12],
    ["firmware<<4", 'A value does not begin with "<": write one sign of comparison, or put the value in quotes', 9, 10],
    ["port<80..90", '"80..90" is no port: write port:102, port:502/tcp or port:5000..5010', 5, 11],
    ["vendor: x", 'A value is missing behind "vendor:"', 7, 8],
    ["a or", "A condition is missing here, such as vendor:siemens", 4, 4],
    ["risk>much", '"much" is no number: write risk>3 or risk:2..4', 5, 9],
    ["state:gone", '"gone" is no state: it is one of unsanctioned, sanctioned, ignored, retired', 6, 10],
    ["vendor>a", '"vendor" has no order: write vendor:…', 7, 8],
    ["ip:300.1.1.1", '"300.1.1.1" is no address: write ip:10.0.0.7, ip:10.0.0.0/24 or ip:10.0.0.5-10.0.0.9', 3, 12],
    ["port:70000", '"70000" is no port: write port:102, port:502/tcp or port:5000..5010', 5, 10],
  ];
  for (const [text, message, from, to] of CASES) {
    it(`says what is wrong and where: ${text}`, () => expect(errorOf(text)).toEqual({ message, from, to }));
  }

  it("answers hostile texts at once, with a query or an error inside the text", () => {
    const hostile = [
      "(".repeat(1_900),
      "-".repeat(1_900),
      "not ".repeat(400),
      "a ".repeat(900),
      '"'.repeat(999),
      "a:".repeat(900),
    ];
    const alphabet = [
      '"',
      "(",
      ")",
      ":",
      "<",
      "-",
      ",",
      "a",
      "or ",
      "not ",
      "port",
      "\\",
      "*",
      ".",
      "custom.",
      " ",
      "\ud800",
    ];
    let seed = 7;
    const draw = () => (seed = (seed * 48_271) % 2_147_483_647);
    for (let run = 0; run < 3_000; run++) {
      hostile.push(Array.from({ length: draw() % 30 }, () => alphabet[draw() % alphabet.length]).join(""));
    }
    for (const text of [...hostile, "x".repeat(MAX_QUERY_LENGTH + 1)]) {
      const { error } = parseQuery(text);
      if (!error) continue;
      expect(error.message).not.toBe("");
      expect(0 <= error.from && error.from <= error.to && error.to <= text.length).toBe(true);
    }
  });
});
