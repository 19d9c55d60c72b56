import { describe, expect, it } from "vitest";
import type { SoftwareComponent } from "./bill-of-materials";
import { componentKey } from "./component-name";
import type { CveProduct, CveProducts, CveVersion } from "./cve-product";
import { matchComponent } from "./match-component";

const component = (name: string, version: string | null, more: Partial<SoftwareComponent> = {}): SoftwareComponent => ({
  ...{ name, version, supplier: null, purl: null, cpe: null },
  ...more,
});
const affected = (version: string, more: Partial<CveVersion> = {}): CveVersion => ({
  ...{ status: "affected", version, lessThan: null, lessThanOrEqual: null },
  ...more,
});
const entry = (product: string, versions: readonly CveVersion[], more: Partial<CveProduct> = {}): CveProduct => ({
  ...{ container: "cna", vendor: "n/a", product, packageName: null, cpes: [], defaultStatus: null, versions },
  ...more,
});
const record = (...products: readonly CveProduct[]): CveProducts => ({ cve: "CVE-2099-1", description: "", products });
const kindOf = (it: SoftwareComponent, ...products: readonly CveProduct[]) =>
  matchComponent(it, record(...products))?.kind;

describe("names of components", () => {
  it("meet whatever they are packed as", () => {
    for (const name of [
      "libtoolbox",
      "toolbox",
      "Toolbox-dev",
      "toolbox:amd64",
      "https://example.org/x/toolbox",
      "tool_box",
    ])
      expect(componentKey(name)).toBe("toolbox");
    expect(componentKey("libc")).toBe("libc");
  });

  it("of other packages, and of other makers' builds, are not meant", () => {
    const own = component("toolbox", "1.5", { cpe: "cpe:2.3:a:acme:toolbox:1.5:*:*:*:*:*:*:*" });
    expect(kindOf(own, entry("toolbox", [affected("0", { lessThan: "2" })], { vendor: "acme" }))).toBe("affected");
    expect(kindOf(own, entry("toolbox", [affected("0", { lessThan: "2" })], { vendor: "rebuilder" }))).toBeUndefined();
    expect(kindOf(own, entry("toolbox", [affected("0", { lessThan: "2" })], { packageName: "perl-toolbox" }))).toBe(
      "not_affected",
    );
    expect(kindOf(own, entry("toolboxes", [affected("0", { lessThan: "2" })]))).toBeUndefined();
  });

  it("are found by package URL and CPE too", () => {
    const byPurl = component("weird", "1.0", { purl: "pkg:npm/%40acme/toolbox@1.0?os=linux" });
    expect(kindOf(byPurl, entry("toolbox", [affected("1.0")]))).toBe("affected");
    const byCpe = entry("n/a", [affected("1.0")], { cpes: ["cpe:2.3:a:acme:toolbox:1.0:*:*:*:*:*:*:*"] });
    expect(kindOf(component("toolbox", "1.0"), byCpe)).toBe("affected");
  });
});

describe("versions of components", () => {
  it("lie in ranges, lists and spans in words", () => {
    const of = (version: string, ...versions: readonly CveVersion[]) =>
      kindOf(component("toolbox", version), entry("toolbox", versions));
    expect(of("1.1.1i", affected("1.1.1", { lessThan: "1.1.1za" }))).toBe("affected");
    expect(of("1.1.1zb", affected("1.1.1", { lessThan: "1.1.1za" }))).toBe("not_affected");
    expect(of("7.2", affected("7.1"), affected("7.2"))).toBe("affected");
    expect(of("7.3", affected("7.1"), affected("7.2"))).toBe("not_affected");
    expect(of("1.1.1c", affected("Fixed in Toolbox 1.1.1d (Affected 1.1.1-1.1.1c)"))).toBe("affected");
    expect(of("1.1.1d", affected("Fixed in Toolbox 1.1.1d (Affected 1.1.1-1.1.1c)"))).toBe("not_affected");
  });

  it("are cut by what the record says is not affected", () => {
    const versions = [
      affected("8.4.0", { lessThan: "8.4.0" }),
      affected("7.69.0", { lessThan: "7.69.0", status: "unaffected" }),
    ];
    const of = (version: string) => kindOf(component("toolbox", version), entry("toolbox", versions));
    expect([of("7.50.0"), of("7.74.0"), of("8.4.0")]).toEqual(["not_affected", "affected", "not_affected"]);
  });

  it("are possible where only the end is known and the sources differ about it", () => {
    const cna = entry("toolbox", [affected("Fixed in 7.83.1")]);
    const adp = (lessThan: string, from = "0") =>
      entry("toolbox", [affected(from, { lessThan })], { container: "adp" });
    expect(kindOf(component("toolbox", "7.74"), cna, adp("7.86"))).toBe("possible");
    expect(kindOf(component("toolbox", "7.74"), cna, adp("7.83.1"))).toBe("affected");
    expect(kindOf(component("toolbox", "7.74"), cna, adp("7.86", "7.70"))).toBe("affected");
    expect(kindOf(component("toolbox", "7.84"), cna)).toBe("not_affected");
  });

  it("that cannot be compared are said to be so", () => {
    expect(kindOf(component("toolbox", "custom"), entry("toolbox", [affected("1.0")]))).toBe("possible");
    expect(kindOf(component("toolbox", null), entry("toolbox", [affected("1.0")]))).toBe("possible");
  });

  it("show what limits the flaw to some builds", () => {
    const described = {
      ...record(entry("toolbox", [affected("1.0")])),
      description: "A flaw. It only affects 32-bit builds.",
    };
    expect(matchComponent(component("toolbox", "1.0"), described)?.condition).toBe("It only affects 32-bit builds.");
  });
});
