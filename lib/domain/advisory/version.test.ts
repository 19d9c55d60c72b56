import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions, orderVersions, parseVersion, type Version, type VersionScheme } from "./version";

const SCHEMES: readonly VersionScheme[] = ["plain", "siemens", "wago"];
const version = (text: string, scheme: VersionScheme = "plain"): Version => {
  const parsed = parseVersion(text, scheme);
  if (!parsed) throw new Error(`"${text}" is no version`);
  return parsed;
};

const piece = fc.oneof(fc.nat(40).map(String), fc.constantFrom("a", "b", "za", "rc", "fc"));
const step = fc.oneof(
  fc.constant(""),
  fc
    .tuple(fc.constantFrom(" SP", " Update ", " HF", " P", " R", " Build "), fc.nat(9))
    .map(([word, n]) => `${word}${n}`),
);
const written = fc
  .tuple(fc.constantFrom("", "V", "v", "SV", "R"), fc.nat(30), fc.array(piece, { maxLength: 4 }), step, step)
  .map(([label, first, rest, ...steps]) => `${label}${[first, ...rest].join(".")}${steps.join("")}`);

describe("versions are in one total order", () => {
  for (const scheme of SCHEMES) {
    const parsed = written.map((text) => parseVersion(text, scheme)).filter((it) => it !== null);
    it(`is antisymmetric, transitive and equal to itself (${scheme})`, () => {
      fc.assert(
        fc.property(parsed, parsed, parsed, (a, b, c) => {
          expect(orderVersions(a, a)).toBe(0);
          expect(orderVersions(a, b) + orderVersions(b, a)).toBe(0);
          const [x, y, z] = [a, b, c].sort(orderVersions) as [Version, Version, Version];
          expect(orderVersions(x, y)).toBeLessThanOrEqual(0);
          expect(orderVersions(y, z)).toBeLessThanOrEqual(0);
          expect(orderVersions(x, z)).toBeLessThanOrEqual(0);
        }),
        { numRuns: 500 },
      );
    });
    it(`compares only as the order does, or says that it cannot (${scheme})`, () => {
      fc.assert(
        fc.property(parsed, parsed, (a, b) => {
          const order = compareVersions(a, b);
          const turned = compareVersions(b, a);
          if (order === null) expect(turned).toBeNull();
          else expect(order + (turned ?? 0)).toBe(0);
          if (order !== null && a.build === null && b.build === null) expect(order).toBe(orderVersions(a, b));
        }),
        { numRuns: 500 },
      );
    });
  }
});

describe("versions as makers write them", () => {
  it.each([
    ["10.7", "10.10"],
    ["21.003", "21.7"],
    ["V4.2.1", "V04.02.03"],
    ["1.1.1i", "1.1.1j"],
    ["1.1.1y", "1.1.1za"],
    ["1.1.1za", "1.1.1zb"],
    ["15.2(5)EA.fc4", "15.2(7)E2"],
    ["14.0s1", "14.1s0"],
    ["2020 R2", "2020 R2 SP1"],
    ["2020 R2 SP1", "2020 R2 SP1 P01"],
    ["1.275M", "1.290C"],
    ["07A03", "07A04"],
    ["03.03.28C", "04.09.00C"],
    ["R6.08.00", "R6.09.00"],
    ["R520.1", "R520.2 TCU4"],
    ["MX-V4.4.2.73", "MX-V5.0.0.127"],
    ["1.000.HW00.21.20190812", "1.000.HW00.21.20190813"],
    ["12.7.2.0", "13.2.1.0"],
    ["5.1", "5.1.1"],
    ["2.0rc1", "2.0"],
    ["3.5.14.0", "3.5.14.10"],
  ])("%s is older than %s", (older, newer) => {
    expect(compareVersions(version(older), version(newer))).toBe(-1);
  });

  it.each([
    ["10.10", "10.010", "plain"],
    ["V04.03.00", "V4.3", "siemens"],
    ["V7.5 SP2 Update 13", "V7.5.2.13", "siemens"],
    ["V16 Upd 4", "V16 Update 4", "siemens"],
    ["ROX 2.14.0", "V2.14.0", "siemens"],
    ["5.1 Build 17030317", "5.1", "plain"],
    ["01.07.13(10)", "1.7.13", "wago"],
  ] as const)("%s is %s (%s)", (a, b, scheme) => {
    expect(compareVersions(version(a, scheme), version(b, scheme))).toBe(0);
  });

  it.each([
    ["2019 R2", "10.5"],
    ["1.000.HW00.21", "1.000.0043.6"],
  ])("%s and %s are not comparable", (a, b) => {
    expect(compareVersions(version(a), version(b))).toBeNull();
  });

  it.each(["", "unknown", "n/a", "custom", "-", "x".repeat(500), "9".repeat(80)])("%j is no version", (text) => {
    expect(parseVersion(text)).toBeNull();
  });
});
