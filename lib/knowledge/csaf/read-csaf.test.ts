import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCsaf } from "./read-csaf";

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const read = (value: object) => {
  const { advisory, ledger } = readCsaf(bytes(value), "own.json");
  if (!advisory) throw new Error("no advisory");
  return { advisory, notes: new Map(ledger.notes.map(({ code, count }) => [code, count])) };
};

const product = (id: string, name: string) => ({ product_id: id, name });
const version = (id: string, range: string, category = "product_version_range") => ({
  ...{ category, name: range, product: product(id, `Orbit ${range}`) },
});
const documentOf = (over: object = {}, versionOfCsaf = "2.0") => ({
  document: {
    ...{ csaf_version: versionOfCsaf, category: "csaf_security_advisory", title: "Orbit notice" },
    publisher: { name: "Example" },
    tracking: { id: "EX-1", version: "3", current_release_date: "2026-01-02T03:04:05Z" },
  },
  product_tree: {
    branches: [
      {
        ...{ category: "vendor", name: "Example" },
        branches: [
          { ...{ category: "product_name", name: "Orbit" }, branches: [version("P1", "<2.0"), version("P2", "3.1")] },
        ],
      },
    ],
  },
  vulnerabilities: [{ cve: "cve-2099-0001", product_status: { known_affected: ["P1"], fixed: ["P2"] } }],
  ...over,
});

describe("a CSAF document", () => {
  it("gives its products with maker, names and version as they stand, and statuses by product", () => {
    const { advisory } = read(documentOf());
    expect(advisory).toMatchObject({ id: "EX-1", publisher: "Example", revision: "3" });
    expect(advisory.releasedMs).toBe(Date.UTC(2026, 0, 2, 3, 4, 5));
    expect(advisory.leaves.map(({ vendor, productNames, versionSlot }) => [vendor, productNames, versionSlot])).toEqual(
      [
        ["Example", ["Orbit"], "<2.0"],
        ["Example", ["Orbit"], "3.1"],
      ],
    );
    expect(advisory.leaves[1]?.pointer).toBe("/product_tree/branches/0/branches/0/branches/1/product");
    expect(advisory.vulnerabilities[0]?.id).toBe("CVE-2099-0001");
    expect([...(advisory.vulnerabilities[0]?.status ?? [])]).toEqual([
      ["P1", ["known_affected"]],
      ["P2", ["fixed"]],
    ]);
  });
  it("keeps ranges that are none, and names products in no status and statuses of no product", () => {
    const broken = documentOf({ vulnerabilities: [{ product_status: { known_affected: ["P1", "GHOST"] } }] });
    const { advisory, notes } = read(broken);
    expect(advisory.leaves.map((it) => it.versionSlot)).toEqual(["<2.0", "3.1"]);
    expect(advisory.vulnerabilities[0]?.id).toBe("untitled");
    expect([notes.get("missing-status"), notes.get("unknown-product")]).toEqual([1, 1]);
  });
  it("with damaged text is taken as it is, and said", () => {
    const damaged = documentOf({ product_tree: { full_product_names: [product("P1", "Ger\u00c3\u00a4t 9")] } });
    const { advisory, notes } = read(damaged);
    expect(advisory.leaves[0]?.fullName).toContain("Ger");
    expect(notes.has("damaged-text")).toBe(true);
  });
  it("may relate thousands of products, and to nowhere", () => {
    const many = Array.from({ length: 3000 }, (_, at) => ({
      ...{ category: "installed_on", product_reference: "P1", relates_to_product_reference: "H" },
      full_product_name: product(`R${at}`, `Orbit on host ${at}`),
    }));
    const nowhere = { ...many[0], relates_to_product_reference: "GHOST", full_product_name: product("R-X", "x") };
    const tree = { ...documentOf().product_tree, full_product_names: [product("H", "Host X1")] };
    const { advisory, notes } = read(documentOf({ product_tree: { ...tree, relationships: [...many, nowhere] } }));
    expect(advisory.leaves.filter((it) => it.installedOn)).toHaveLength(3000);
    expect(advisory.leaves.at(-1)).toMatchObject({ versionSlot: "<2.0", installedOn: { host: { productId: "H" } } });
    expect(notes.get("unknown-product")).toBe(1);
  });
  it("never takes a product twice, nor a tree without end", () => {
    let branch: object = version("P9", "1");
    for (let depth = 0; depth < 400; depth++) branch = { category: "product_family", name: "x", branches: [branch] };
    const twice = { branches: [version("P1", "1"), version("P1", "2"), branch] };
    const { advisory, notes } = read(documentOf({ product_tree: twice }));
    expect(advisory.leaves.map(({ productId, versionSlot }) => [productId, versionSlot])).toEqual([["P1", "1"]]);
    expect([notes.get("duplicate"), notes.get("too-deep")]).toEqual([1, 1]);
  });
  it("of any other shape is refused with a sentence, or read as far as it goes", () => {
    expect(() => readCsaf(Buffer.from("{"), "x.json")).toThrow("x.json is no JSON document.");
    expect(readCsaf(bytes({ document: {} }), "x.json").advisory).toBeNull();
    for (const odd of [null, 7, "text", [], [null], { branches: "x" }]) {
      const { advisory } = read(documentOf({ product_tree: odd, vulnerabilities: odd }));
      expect(advisory.leaves).toEqual([]);
    }
  });
});

describe("CSAF 2.1", () => {
  it("has scores of several versions in metrics, CVSS 4 first", () => {
    const [v4, v3] = [
      "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
      "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    ];
    const metrics = [{ products: ["P1"], content: { cvss_v4: { vectorString: v4 }, cvss_v3: { vectorString: v3 } } }];
    const { advisory } = read(documentOf({ vulnerabilities: [{ cwes: [{ id: "CWE-787" }], metrics }] }, "2.1"));
    expect(advisory.vulnerabilities[0]).toMatchObject({ cwe: "CWE-787", cvssVectors: [v4, v3] });
  });
  it("has paths through products in place of relationships", () => {
    const tree = {
      ...documentOf().product_tree,
      full_product_names: [product("H1", "Module M2"), product("H2", "Rack R3")],
      product_paths: [
        {
          beginning_product_reference: "P1",
          full_product_name: product("PATH", "Orbit on Module M2 in Rack R3"),
          subpaths: [
            { category: "installed_on", next_product_reference: "H1" },
            { category: "installed_with", next_product_reference: "H2" },
          ],
        },
        { beginning_product_reference: "P1", full_product_name: product("LOST", "lost"), subpaths: [] },
      ],
    };
    const { advisory, notes } = read(
      documentOf({ product_tree: tree, vulnerabilities: [{ product_status: { known_affected: ["PATH"] } }] }, "2.1"),
    );
    expect(advisory.leaves.find((it) => it.productId === "PATH")).toMatchObject({
      ...{ versionSlot: "<2.0", pointer: "/product_tree/product_paths/0/full_product_name" },
      installedOn: { category: "installed_with", host: { productId: "H2" }, component: { productId: "P1" } },
    });
    expect(notes.get("unknown-product")).toBe(1);
  });
});

const SAMPLES = join(import.meta.dirname, "../../../../shared/intel/csaf21");

describe.skipIf(!existsSync(SAMPLES))("published samples of CSAF 2.1 (need ../shared/intel)", () => {
  const files = existsSync(SAMPLES)
    ? readdirSync(SAMPLES, { recursive: true })
        .map(String)
        .filter((it) => it.endsWith(".json"))
    : [];
  it.each(files)("%s is read, with every product that a status names", (file) => {
    const { advisory, ledger } = readCsaf(readFileSync(join(SAMPLES, file)), file);
    expect(advisory?.leaves.length ?? 0).toBeGreaterThan(0);
    expect(ledger.notes.filter(({ code }) => code === "unknown-product")).toEqual([]);
  });
});
