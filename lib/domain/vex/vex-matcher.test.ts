import { describe, expect, it } from "vitest";
import type { Leaf } from "../advisory/advisory";
import type { AdvisoryVerdict } from "../vulnerability/verdict";
import { applyVex, verdictsOfVex, wordsByVulnerability } from "./apply-vex";
import { createVexMatcher } from "./vex-matcher";
import type { VexDocument, VexProduct, VexStatement } from "./vex-statement";

const device = {
  id: "11111111-1111-4111-8111-111111111111",
  vendor: "Example Controls",
  product: "GX-200",
  model: null,
  orderNumber: "EX1 200-0AA0",
  firmware: "V4.2.0",
  hardwareVersion: null,
  serial: "S-77",
  raw: "test",
  answers: new Map(),
};
const product = (over: Partial<VexProduct> = {}): VexProduct => ({
  ...{ written: "GX-200 4.2", device: null, vendor: "Example Controls", name: "GX-200", version: "4.2" },
  ...{ range: null, purl: null, leaf: null, components: [], ...over },
});
const statement = (over: Partial<VexStatement> = {}): VexStatement => ({
  ...{ vulnerabilities: ["CVE-2026-0001"], status: "not_affected", justification: "code not present", impact: null },
  ...{ action: null, saidMs: null, pointer: "/0", products: [product()], ...over },
});
const document = (over: Partial<VexDocument> = {}): VexDocument => ({
  ...{ format: "OpenVEX", id: "doc", revision: "1", issuer: "Example Controls", publishedMs: 1_000, source: "x" },
  ...{ statements: [statement()], ...over },
});
const fitOf = (over: Partial<VexProduct>, seen: Partial<typeof device> = {}) =>
  createVexMatcher([document({ statements: [statement({ products: [product(over)] })] })])
    .match({ ...device, ...seen })
    .map((it) => it.fit);

describe("a statement is about a device", () => {
  it.each([
    ["product and version", {}, ["in"]],
    ["the maker's name in front", { name: "Example Controls GX-200" }, ["in"]],
    ["an order number", { name: "EX1 200-0AA0" }, ["in"]],
    ["every version", { version: null }, ["in"]],
    ["a range that holds", { version: null, range: "vers:generic/>=4.0|<4.3" }, ["in"]],
    ["a range that does not hold", { version: null, range: "vers:generic/<4.2" }, []],
    ["another version", { version: "4.3" }, []],
    ["another product", { name: "GX-2000" }, []],
    ["a product of another maker", { vendor: "Other Works" }, []],
    ["this very device", { device: { id: device.id, serial: null }, name: "whatever" }, ["in"]],
    ["its serial number", { device: { id: null, serial: "S-77" } }, ["in"]],
    ["another device of the make", { device: { id: null, serial: "S-78" } }, []],
    ["another device by id", { device: { id: "22222222-2222-4222-8222-222222222222", serial: null } }, []],
  ] as const)("by %s", (_, over, expected) => {
    expect(fitOf(over)).toEqual(expected);
  });

  it("not for certain while its version was not seen", () => {
    expect(fitOf({}, { firmware: null as never })).toEqual(["open"]);
  });

  it("by the leaf of a product tree, as an advisory's is", () => {
    const leaf: Leaf = {
      ...{
        productId: "P",
        pointer: "/product_tree/0",
        vendor: "Siemens",
        productNames: ["SIMATIC S7-1500 CPU family"],
      },
      ...{ versionSlot: "<V3.0", fullName: "SIMATIC S7-1500 CPU family <V3.0", orderNumbers: [], serialNumbers: [] },
      ...{ cpe: null, purl: null, installedOn: null },
    };
    const matcher = createVexMatcher([document({ statements: [statement({ products: [product({ leaf })] })] })]);
    const siemens = { ...device, vendor: "Siemens", product: "CPU 1516-3 PN/DP", orderNumber: "6ES7 516-3AN01-0AB0" };
    expect(matcher.match({ ...siemens, firmware: "V2.9.4" }).map((it) => it.fit)).toEqual(["in"]);
    expect(matcher.match({ ...siemens, firmware: "V3.1" })).toEqual([]);
  });

  it("in the latest revision of its document alone, whichever came in last", () => {
    const older = document({ revision: "1", statements: [statement({ status: "affected" })] });
    const newer = document({ revision: "2" });
    for (const both of [
      [older, newer],
      [newer, older],
    ])
      expect(
        createVexMatcher(both)
          .match(device)
          .map((it) => it.status),
      ).toEqual(["not_affected"]);
    // A document of the same name by somebody else is another document.
    const foreign = document({ revision: "9", issuer: "Mallory" });
    expect(createVexMatcher([newer, foreign]).match(device)).toHaveLength(2);
  });
});

it("a statement about a package is about the component of that package and version, and of no other", () => {
  const purl = "pkg:generic/openssl@3.0.7";
  const matcher = createVexMatcher([
    document({ statements: [statement({ products: [product({ purl, name: "openssl", version: null })] })] }),
  ]);
  const component = { name: "openssl", version: "3.0.7", cpe: null, supplier: null, type: null, licence: null };
  const fits = (over: { purl: string | null; version?: string }) =>
    matcher.matchComponent({ ...component, ...over }).length;
  expect(fits({ purl })).toBe(1);
  expect(fits({ purl: "pkg:generic/openssl@3.0.8", version: "3.0.8" })).toBe(0);
  expect(fits({ purl: "pkg:generic/zlib@3.0.7" })).toBe(0);
  expect(fits({ purl: null })).toBe(0);
});

const verdict = (over: Partial<AdvisoryVerdict> = {}): AdvisoryVerdict => ({
  ...{ advisory: "EX-1", kind: "affected", confidence: "range", cves: ["CVE-2026-0001"], why: "in the range" },
  ...{ questions: [], wouldChange: "", fix: { from: "none", details: null, url: null, noneIsPlanned: false } },
  ...{ mitigations: [], cards: [], ...over },
});
const under = (documents: VexDocument[], before = verdict(), advisory = { publisher: "CERT", releasedMs: 9_999 }) =>
  applyVex(before, wordsByVulnerability(createVexMatcher(documents).match(device)), advisory);

describe("a verdict under statements", () => {
  const day = (number: number) => Date.UTC(2026, 0, number);

  it.each([
    ["not_affected", "not_affected", /^VEX by Example Controls, 2026-01-02: not affected \(code not present\)$/],
    ["fixed", "not_affected", /^VEX by Example Controls, 2026-01-02: fixed/],
    ["under_investigation", "possible", /under investigation.*in the range/],
    ["affected", "affected", /in the range; VEX by Example Controls, 2026-01-02: affected/],
  ] as const)("%s makes an affected one %s, and says whose word it is", (status, kind, why) => {
    const { verdict: now, without } = under([document({ publishedMs: day(2), statements: [statement({ status })] })]);
    expect([now.kind, now.why]).toEqual([kind, expect.stringMatching(why)]);
    expect(without).toMatchObject({ kind: "affected", why: "in the range" });
  });

  it("becomes certain where it was possible", () => {
    const before = verdict({ kind: "possible", confidence: "possible" });
    const { verdict: now } = under([document({ statements: [statement({ status: "affected" })] })], before);
    expect(now).toMatchObject({ kind: "affected", confidence: "exact", questions: [] });
  });

  it("keeps the vulnerabilities that no statement takes away", () => {
    const { verdict: now } = under([document()], verdict({ cves: ["CVE-2026-0001", "CVE-2026-0002"] }));
    expect(now).toMatchObject({ kind: "affected", cves: ["CVE-2026-0002"] });
  });

  it("follows an issuer's latest word, its own later advisory before that, the maker before others, and caution", () => {
    const by = (issuer: string, status: VexStatement["status"], at: number) =>
      document({ id: `${issuer} ${at}`, issuer, publishedMs: day(at), statements: [statement({ status })] });
    const kind = (documents: VexDocument[], advisory?: { publisher: string; releasedMs: number }) => {
      const kinds = [documents, documents.toReversed()].map((it) => under(it, verdict(), advisory).verdict.kind);
      expect(kinds[0]).toBe(kinds[1]);
      return kinds[0];
    };
    expect(kind([by("A", "affected", 1), by("A", "not_affected", 2)])).toBe("not_affected");
    expect(kind([by("A", "affected", 2), by("A", "not_affected", 1)])).toBe("affected");
    expect(kind([by("A", "not_affected", 1), by("A", "affected", 1)])).toBe("affected");
    expect(kind([by("A", "not_affected", 9), by("B", "affected", 1)])).toBe("affected");
    expect(kind([by("Example Controls PSIRT", "not_affected", 1), by("B", "affected", 9)])).toBe("not_affected");
    expect(kind([by("A", "not_affected", 1)], { publisher: "A", releasedMs: day(2) })).toBe("affected");
    expect(kind([by("A", "not_affected", 1)], { publisher: "B", releasedMs: day(2) })).toBe("not_affected");
  });

  it("stays as it is by a word that may be about another version", () => {
    const words = createVexMatcher([document()]).match({ ...device, firmware: null });
    const { verdict: now, without, words: shown } = applyVex(verdict(), wordsByVulnerability(words), null);
    expect([now.kind, without, shown.map((it) => it.standing)]).toEqual(["affected", null, ["cannot-tell"]]);
  });
});

it("statements alone make a verdict where nothing else speaks of the vulnerability", () => {
  const of = (status: VexStatement["status"], known: string[] = []) =>
    verdictsOfVex(
      wordsByVulnerability(
        createVexMatcher([
          document({ statements: [statement({ status, vulnerabilities: ["CVE-2026-0001", "GHSA-1"] })] }),
        ]).match(device),
      ),
      new Set(known),
    ).map(({ verdict: it }) => [it.advisory, it.kind]);
  expect(of("affected")).toEqual([["CVE-2026-0001", "affected"]]);
  expect(of("under_investigation")).toEqual([["CVE-2026-0001", "possible"]]);
  expect(of("not_affected")).toEqual([]);
  expect(of("affected", ["GHSA-1"])).toEqual([]);
});
