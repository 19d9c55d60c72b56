import { describe, expect, it } from "vitest";
import { readBill } from "./read-bill";

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const read = (value: unknown) => readBill(bytes(value), "the file");
const names = (value: unknown) => read(value).bill.components.map((it) => `${it.name} ${it.version}`);

const PART = { name: "toolbox", version: "1.2", purl: "pkg:generic/toolbox@1.2", cpe: "cpe:2.3:a:acme:toolbox:1.2" };
const SUBJECT = { supplier: "Acme", name: "gateway", version: "7.0" };

describe("a bill of materials", () => {
  it("in CycloneDX JSON gives its product and the components of components, each once", () => {
    const { bill, ledger } = read({
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      metadata: {
        timestamp: "2026-01-02T03:04:05Z",
        component: { name: "gateway", version: "7.0", supplier: { name: "Acme" } },
      },
      components: [{ ...PART, components: [{ name: "inner", version: "3" }] }, PART, { version: "1" }],
    });
    expect(bill.subject).toEqual(SUBJECT);
    expect(bill.components.map((it) => `${it.name} ${it.version}`)).toEqual(["toolbox 1.2", "inner 3"]);
    expect(bill).toMatchObject({ format: "CycloneDX JSON", createdMs: Date.parse("2026-01-02T03:04:05Z") });
    expect(ledger.notes.map((it) => it.code)).toEqual(["duplicate", "wrong-shape"]);
  });

  it("in CycloneDX XML gives the same", () => {
    const { bill } = read(`<?xml version="1.0"?>
      <bom xmlns="http://cyclonedx.org/schema/bom/1.4" serialNumber="urn:uuid:1" version="1">
        <metadata><timestamp>2026-01-02T03:04:05Z</timestamp>
          <component type="firmware"><supplier><name>Acme</name></supplier><name>gateway</name><version>7.0</version></component>
        </metadata>
        <components><component type="library"><name>toolbox</name><version>1.2</version>
          <hashes><hash alg="MD5">x</hash></hashes>
          <licenses><license><id>MIT</id></license></licenses><purl>pkg:generic/toolbox@1.2</purl>
          <components><component type="library"><name>inner</name><version>3</version></component></components>
        </component></components>
      </bom>`);
    expect(bill).toMatchObject({ format: "CycloneDX XML", specVersion: "1.4", serial: "urn:uuid:1", subject: SUBJECT });
    expect(bill.components).toMatchObject([
      { name: "toolbox", version: "1.2", purl: "pkg:generic/toolbox@1.2", licence: "MIT", type: "library" },
      { name: "inner", version: "3" },
    ]);
  });

  it("in SPDX JSON tells the described package from its parts, and what is said from NOASSERTION", () => {
    const { bill } = read({
      spdxVersion: "SPDX-2.3",
      documentDescribes: ["SPDXRef-root"],
      packages: [
        {
          SPDXID: "SPDXRef-root",
          name: "gateway",
          versionInfo: "7.0",
          supplier: "Organization: Acme (a@acme.example)",
        },
        {
          SPDXID: "SPDXRef-1",
          name: "toolbox",
          versionInfo: "NOASSERTION",
          supplier: "NOASSERTION",
          externalRefs: [{ referenceType: "purl", referenceLocator: "pkg:generic/toolbox" }],
        },
      ],
    });
    expect(bill.subject).toEqual(SUBJECT);
    expect(bill.components).toMatchObject([
      { name: "toolbox", version: null, supplier: null, purl: "pkg:generic/toolbox" },
    ]);
  });

  it("in SPDX tag-value gives the same, and skips texts of several lines", () => {
    const { bill } = read(`SPDXVersion: SPDX-2.3
DocumentNamespace: https://example.invalid/1
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-root
PackageName: gateway
SPDXID: SPDXRef-root
PackageVersion: 7.0
PackageSupplier: Organization: Acme
PackageComment: <text>PackageName: no
PackageName: neither</text>
PackageName: toolbox
SPDXID: SPDXRef-1
PackageVersion: 1.2
ExternalRef: PACKAGE-MANAGER purl pkg:generic/toolbox@1.2
`);
    expect(bill).toMatchObject({ format: "SPDX tag-value", subject: SUBJECT });
    expect(bill.components).toMatchObject([{ name: "toolbox", version: "1.2", purl: "pkg:generic/toolbox@1.2" }]);
  });

  it("in SPDX 3 JSON gives the same, found through the bill that is the document's root", () => {
    const { bill } = read({
      "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
      "@graph": [
        { type: "CreationInfo", "@id": "_:made", specVersion: "3.0.1", created: "2026-01-02T03:04:05Z" },
        { type: "SpdxDocument", spdxId: "urn:document", creationInfo: "_:made", rootElement: ["urn:bill"] },
        { type: "software_Sbom", spdxId: "urn:bill", rootElement: ["urn:gateway"] },
        { type: "Organization", spdxId: "urn:acme", name: "Acme" },
        {
          type: "software_Package",
          spdxId: "urn:gateway",
          name: "gateway",
          software_packageVersion: "7.0",
          suppliedBy: "urn:acme",
        },
        {
          type: "software_Package",
          spdxId: "urn:toolbox",
          name: "toolbox",
          software_packageVersion: "1.2",
          software_packageUrl: "pkg:generic/toolbox@1.2",
          externalIdentifier: [{ externalIdentifierType: "cpe23", identifier: "cpe:2.3:a:acme:toolbox:1.2" }],
        },
        { type: "software_File", spdxId: "urn:file", name: "toolbox.c" },
        { type: "simplelicensing_LicenseExpression", spdxId: "urn:mit", simplelicensing_licenseExpression: "MIT" },
        {
          type: "Relationship",
          spdxId: "urn:licence",
          from: "urn:toolbox",
          to: ["urn:mit"],
          relationshipType: "hasConcludedLicense",
        },
      ],
    });
    expect(bill).toMatchObject({
      ...{ format: "SPDX 3 JSON", specVersion: "SPDX-3.0.1", serial: "urn:document", subject: SUBJECT },
      createdMs: Date.parse("2026-01-02T03:04:05Z"),
    });
    expect(bill.components).toMatchObject([{ ...PART, supplier: null, licence: "MIT" }]);
  });

  it("in SPDX tag-value is read to its end past a line of a million blanks that end in another line's mark", () => {
    const { bill } = read(
      `SPDXVersion: SPDX-2.3\nA:${"\t".repeat(1_000_000)}\rB\nPackageName: toolbox\nPackageVersion: 1.2\n`,
    );
    expect(bill.components).toMatchObject([{ name: "toolbox", version: "1.2" }]);
  });

  it("takes the version from the package URL where it stands only there", () => {
    expect(names({ bomFormat: "CycloneDX", components: [{ name: "a", purl: "pkg:npm/a@2" }] })).toEqual(["a 2"]);
  });

  it("that is none, or hostile, ends in a sentence or in what could be read", () => {
    expect(() => read({ spdxVersion: "SPDX-3.0" })).not.toThrow();
    expect(() => read({ "@graph": [1] })).toThrow(/no software bill of materials/);
    // A document that is its own root, a thousand times over.
    const self = { type: "SpdxDocument", spdxId: "urn:a", rootElement: Array(1_000).fill("urn:a") };
    expect(names({ "@graph": [self, null, { type: "software_Package", name: "toolbox" }] })).toEqual(["toolbox null"]);
    expect(() => read({ hello: 1 })).toThrow(/no software bill of materials/);
    expect(() => read("{")).toThrow(/no JSON/);
    expect(() => read("<bom><components>")).toThrow(/breaks off/);
    expect(() => read('<!DOCTYPE bom [<!ENTITY a "b">]><bom/>')).toThrow(/DOCTYPE/);
    expect(() => read("<html/>")).toThrow();
    let deep: unknown = { name: "end" };
    for (let level = 0; level < 500; level += 1) deep = { name: `level ${level}`, components: [deep] };
    const list = names({ bomFormat: "CycloneDX", components: [deep, null, 4, { name: { a: 1 } }] });
    expect(list.length).toBeLessThan(200);
    expect(list.length).toBeGreaterThan(50);
  });
});
