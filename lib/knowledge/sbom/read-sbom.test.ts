import { describe, expect, it } from "vitest";
import { readSbom } from "./read-sbom";

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

describe("a bill of materials", () => {
  it("in CycloneDX gives its product and the components of components, each once", () => {
    const part = {
      name: "toolbox",
      version: "1.2",
      purl: "pkg:generic/toolbox@1.2",
      cpe: "cpe:2.3:a:acme:toolbox:1.2",
    };
    const read = readSbom(
      bytes({
        bomFormat: "CycloneDX",
        metadata: {
          timestamp: "2026-01-02T03:04:05Z",
          component: { name: "gateway", version: "7.0", supplier: { name: "Acme" } },
        },
        components: [{ ...part, components: [{ name: "inner", group: "acme", version: "3" }] }, part, { version: "1" }],
      }),
      "x.json",
    );
    expect(read.subject).toEqual({ vendor: "Acme", product: "gateway", version: "7.0" });
    expect(read.components.map((it) => `${it.name} ${it.version}`)).toEqual(["toolbox 1.2", "acme/inner 3"]);
    expect([read.skipped, read.createdMs]).toEqual([1, Date.parse("2026-01-02T03:04:05Z")]);
  });

  it("in SPDX tells the described package from its parts", () => {
    const read = readSbom(
      bytes({
        spdxVersion: "SPDX-2.3",
        name: "doc",
        documentDescribes: ["SPDXRef-root"],
        packages: [
          {
            SPDXID: "SPDXRef-root",
            name: "gateway",
            versionInfo: "7.0",
            supplier: "Organization: Acme (a@acme.example)",
          },
          {
            ...{ SPDXID: "SPDXRef-1", name: "toolbox", versionInfo: "NOASSERTION", supplier: "NOASSERTION" },
            externalRefs: [{ referenceType: "purl", referenceLocator: "pkg:generic/toolbox@1.2" }],
          },
        ],
      }),
      "x.json",
    );
    expect(read.subject).toEqual({ vendor: "Acme", product: "gateway", version: "7.0" });
    expect(read.components).toEqual([
      { name: "toolbox", version: null, supplier: null, purl: "pkg:generic/toolbox@1.2", cpe: null },
    ]);
  });

  it("that is none, or hostile, ends in a sentence or in what could be read", () => {
    expect(() => readSbom(bytes({ spdxVersion: "SPDX-3.0" }), "x")).toThrow(/neither a CycloneDX nor an SPDX/);
    expect(() => readSbom(bytes("{"), "x")).toThrow(/no JSON/);
    let deep: unknown = { name: "end" };
    for (let level = 0; level < 500; level += 1) deep = { name: `level ${level}`, components: [deep] };
    const read = readSbom(bytes({ bomFormat: "CycloneDX", components: [deep, null, 4, { name: { a: 1 } }] }), "x");
    expect(read.components.length).toBeLessThan(200);
    expect(read.components.length).toBeGreaterThan(50);
  });
});
