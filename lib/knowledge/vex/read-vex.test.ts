import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { readVex } from "./read-vex";

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const read = (value: unknown) => readVex(bytes(value), "x.json");

const OPEN_VEX = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://vex.example/2026-7",
  author: "Example Controls PSIRT",
  timestamp: "2026-02-01T00:00:00Z",
  version: 3,
  statements: [
    {
      vulnerability: { name: "https://nvd.nist.gov/vuln/detail/cve-2026-0001", aliases: ["GHSA-aaaa-bbbb-cccc"] },
      products: [
        {
          "@id": "pkg:generic/example/GX-200@4.2",
          subcomponents: [{ "@id": "pkg:generic/openssl@1.1.1d" }],
        },
        {
          "@id": "https://example.com/products",
          identifiers: { cpe23: "cpe:2.3:h:example_controls:gx-300:-:*:*:*:*:*:*:*" },
        },
      ],
      status: "not_affected",
      justification: "vulnerable_code_not_in_execute_path",
      impact_statement: "<b>never</b> called\u0000",
      timestamp: "2026-02-03T00:00:00Z",
    },
  ],
};

describe("exploitability statements are read", () => {
  it("from OpenVEX, with names, times, products by package URL and CPE, and their parts", () => {
    const { document, ledger } = read(OPEN_VEX);
    expect(document).toMatchObject({
      format: "OpenVEX",
      id: "https://vex.example/2026-7",
      revision: "3",
      issuer: "Example Controls PSIRT",
      statements: [
        {
          vulnerabilities: ["CVE-2026-0001", "GHSA-AAAA-BBBB-CCCC"],
          status: "not_affected",
          justification: "vulnerable code not in execute path",
          saidMs: Date.UTC(2026, 1, 3),
          products: [
            { vendor: "example", name: "GX-200", version: "4.2", components: [{ name: "openssl", version: "1.1.1d" }] },
            { vendor: "example controls", name: "gx-300", version: null, components: [] },
          ],
        },
      ],
    });
    expect(document?.statements[0]?.impact).not.toContain("\u0000");
    expect(ledger).toMatchObject({ read: 1, notes: [] });
  });

  it("from OpenVEX, whose statements without status, vulnerability, product or reason are counted", () => {
    const [whole] = OPEN_VEX.statements;
    const { document, ledger } = read({
      ...OPEN_VEX,
      statements: [
        { ...whole, status: "harmless" },
        { ...whole, vulnerability: {} },
        { ...whole, products: [] },
        { ...whole, justification: undefined, impact_statement: undefined },
        7,
        null,
      ],
    });
    expect(document?.statements).toHaveLength(1);
    expect(ledger.notes.map(({ code, count }) => [code, count])).toEqual([
      ["no-status", 3],
      ["wrong-shape", 1],
      ["unknown-product", 1],
      ["missing-reason", 1],
    ]);
  });

  it("from CycloneDX: the product, a part of it, versions with a status of their own, and what has no analysis", () => {
    const vulnerability = (id: string, rest: object) => ({ id, ...rest });
    const { document, ledger } = read({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      serialNumber: "urn:uuid:1",
      version: 2,
      metadata: {
        timestamp: "2026-03-01T00:00:00Z",
        component: {
          type: "device",
          name: "GX-200",
          version: "4.2",
          "bom-ref": "gx",
          manufacturer: { name: "Example" },
        },
      },
      components: [
        { type: "library", name: "openssl", version: "1.1.1d", "bom-ref": "ssl", purl: "pkg:generic/openssl@1.1.1d" },
      ],
      vulnerabilities: [
        vulnerability("CVE-2026-0001", {
          analysis: { state: "not_affected", justification: "code_not_reachable" },
          affects: [{ ref: "ssl" }],
        }),
        vulnerability("CVE-2026-0002", {
          analysis: { state: "exploitable" },
          affects: [
            {
              ref: "gx",
              versions: [
                { version: "4.2", status: "affected" },
                { range: "vers:generic/>=4.3", status: "unaffected" },
              ],
            },
          ],
        }),
        vulnerability("CVE-2026-0003", { affects: [{ ref: "gx" }] }),
        vulnerability("CVE-2026-0004", { analysis: { state: "resolved" }, affects: [{ ref: "nowhere" }] }),
      ],
    });
    expect(document).toMatchObject({ issuer: "Example", revision: "2" });
    const said = document?.statements.map(({ vulnerabilities, status, products }) => [
      ...[vulnerabilities[0], status, products[0]?.name, products[0]?.version ?? products[0]?.range],
      products[0]?.components[0]?.name,
    ]);
    expect(said).toEqual([
      ["CVE-2026-0001", "not_affected", "GX-200", "4.2", "openssl"],
      ["CVE-2026-0002", "affected", "GX-200", "4.2", undefined],
      ["CVE-2026-0002", "not_affected", "GX-200", "vers:generic/>=4.3", undefined],
    ]);
    expect(ledger.notes.map(({ code, count }) => [code, count])).toEqual([
      ["no-status", 1],
      ["unknown-product", 1],
    ]);
  });

  it("never run into what a hostile document holds", () => {
    const depth = 1_000;
    const deep: unknown = JSON.parse(
      `${'{"bom-ref":"a","name":"x","components":['.repeat(depth)}${"]}".repeat(depth)}`,
    );
    const cyclone = { bomFormat: "CycloneDX", vulnerabilities: [{ id: "A", analysis: [], affects: {} }, "x", []] };
    for (const json of [
      { ...cyclone, metadata: { component: deep } },
      { ...cyclone, components: { length: 1e9 } },
      { "@context": ["https://openvex.dev/ns/v0.2.0"], statements: { length: 3 } },
      { "@context": "https://openvex.dev/ns", statements: [{ status: "affected", products: [[], {}, { "@id": {} }] }] },
      { document: { csaf_version: "2.0", category: "csaf_vex" }, vulnerabilities: [{ product_status: [] }] },
      [],
      null,
      7,
    ]) {
      expect(read(json).document?.statements ?? []).toEqual([]);
    }
    expect(() => readVex(Buffer.from("{"), "x.json")).toThrow(AppError);
  });
});

const SAMPLES = join(process.cwd(), "../shared/intel/vex");

describe.skipIf(!existsSync(SAMPLES))("published samples (need ../shared/intel)", () => {
  it.each(["csaf", "cyclonedx"])("of %s all say something about a product", (folder) => {
    for (const name of readdirSync(join(SAMPLES, folder))) {
      if (!/vex|evd/.test(name)) continue;
      const { document, ledger } = readVex(readFileSync(join(SAMPLES, folder, name)), name);
      const links = ledger.notes.filter(({ code }) => code === "unknown-product");
      expect([name, (document?.statements.length ?? 0) + links.length > 0]).toEqual([name, true]);
    }
  });
});
