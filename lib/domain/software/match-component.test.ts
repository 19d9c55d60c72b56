import { describe, expect, it } from "vitest";
import { type AffectedProduct, readVersionText, type VulnerabilityRecord } from "./affected-product";
import type { Component } from "./component";
import { judgeNamedComponent } from "./judge-named-component";
import { buildComponentIndex, judgeComponent, matchComponent } from "./match-component";

const component = (name: string, version: string | null, rest: Partial<Component> = {}): Component => ({
  name,
  version,
  purl: null,
  cpe: null,
  supplier: null,
  type: "library",
  licence: null,
  ...rest,
});

function product(names: string[], versions: readonly string[], rest: Partial<AffectedProduct> = {}): AffectedProduct {
  return {
    said: "cna",
    sayer: "maker",
    vendor: null,
    names,
    ecosystem: null,
    defaultStatus: "unaffected",
    ranges: versions.flatMap((it) => (readVersionText(it) ?? []).map((range) => ({ status: "affected", ...range }))),
    unread: [],
    ...rest,
  };
}

const record = (affected: AffectedProduct[], description = ""): VulnerabilityRecord => ({
  id: "CVE-2030-0001",
  title: null,
  description,
  affected,
});

describe("judgeComponent", () => {
  it("finds a project by the name that a build system gives it", () => {
    const verdict = judgeComponent(
      component("libopenssl", "1.1.1i"),
      record([product(["OpenSSL"], [">= 1.1.1, < 1.1.1za"])]),
    );
    expect(verdict).toMatchObject({ kind: "affected", fixedIn: "1.1.1za" });
  });

  it("says why not: another line, another version", () => {
    const verdict = judgeComponent(
      component("openssl", "1.1.1i"),
      record([product(["OpenSSL"], [">= 3.0.0, < 3.0.5"])]),
    );
    expect(verdict).toMatchObject({ kind: "not_affected", why: "1.1.1i lies outside of >= 3.0.0, < 3.0.5" });
  });

  it("cannot tell where the bill names no release", () => {
    for (const version of ["custom", null, "f037dcf4354ce8f25d0f371b58dfe7a7ac27576f"]) {
      expect(judgeComponent(component("uboot", version), record([product(["u-boot"], ["2010.12"])])).kind).toBe(
        "possible",
      );
    }
  });

  it("does not take a CPE that was added for the product that the CNA names", () => {
    const added = product(["openssl"], [], { said: "adp", sayer: "CISA-ADP", defaultStatus: "unknown" });
    const verdict = judgeComponent(component("openssl", "1.1.1i"), record([product(["perl-Crypt-RSA"], []), added]));
    expect(verdict).toMatchObject({ kind: "not_affected" });
    expect(verdict.why).toContain("perl-Crypt-RSA");
  });

  it("takes a CPE that was added where the CNA names no product of its own", () => {
    const added = product(["openssl"], ["< 1.1.1k"], { said: "adp", sayer: "CISA-ADP" });
    expect(judgeComponent(component("openssl", "1.1.1i"), record([added])).kind).toBe("affected");
  });

  it("hears the CNA's own words on the component beside other products that it names", () => {
    const own = product(["openssl"], ["< 1.1.1k"]);
    expect(judgeComponent(component("openssl", "1.1.1i"), record([product(["perl-Crypt-RSA"], []), own])).kind).toBe(
      "affected",
    );
  });

  it("leaves open where the end is said but not the begin, unless somebody agrees on the end and names the begin", () => {
    const own = product(["curl"], ["Fixed in 7.83.1"]);
    const said = (end: string, from = "") => product(["curl"], [`${from}< ${end}`], { said: "adp", sayer: "CISA-ADP" });
    expect(judgeComponent(component("curl", "7.74.0"), record([own])).kind).toBe("possible");
    expect(judgeComponent(component("curl", "7.74.0"), record([own, said("7.86.0")])).kind).toBe("possible");
    expect(judgeComponent(component("curl", "7.74.0"), record([own, said("7.83.1")])).kind).toBe("affected");
    expect(judgeComponent(component("curl", "7.74.0"), record([own, said("7.86.0", ">= 7.70, ")])).kind).toBe(
      "affected",
    );
    expect(judgeComponent(component("curl", "7.84.0"), record([own])).kind).toBe("not_affected");
  });

  it("reads a range that is empty as everything below its end, minus what is named as not affected", () => {
    const range = (status: "affected" | "unaffected", version: string) => ({
      status,
      raw: `${version} < ${version}`,
      from: { version, isInclusive: true },
      to: { version, isInclusive: false },
      isBeginKnown: true,
    });
    const affected = [product(["curl"], [], { ranges: [range("affected", "8.4.0"), range("unaffected", "7.69.0")] })];
    expect(judgeComponent(component("curl", "7.74.0"), record(affected)).kind).toBe("affected");
    expect(judgeComponent(component("curl", "7.60.0"), record(affected)).kind).toBe("not_affected");
    expect(judgeComponent(component("curl", "8.4.0"), record(affected)).kind).toBe("not_affected");
  });

  it("says that a distribution may have patched its build", () => {
    const verdict = judgeComponent(
      component("curl", "7.74.0-1+deb11u7", { purl: "pkg:deb/debian/curl@7.74.0-1%2Bdeb11u7" }),
      record([product(["curl"], ["< 8.4.0"])]),
    );
    expect(verdict.kind).toBe("possible");
    expect(verdict.why).toContain("distribution");
  });

  it("does not compare with versions of another ecosystem", () => {
    const debian = product(["curl"], ["< 7.88.1-10"], { ecosystem: "deb", said: "osv" });
    expect(judgeComponent(component("curl", "7.74.0"), record([debian])).kind).toBe("possible");
  });

  it("leaves open what another maker's product of the same name has", () => {
    const verdict = judgeComponent(
      component("zip", "30", { cpe: "cpe:2.3:a:info-zip:zip:30:*:*:*:*:*:*:*" }),
      record([product(["Zip"], ["< 40"], { vendor: "Other Maker" })]),
    );
    expect(verdict.kind).toBe("possible");
    expect(verdict.why).toContain("Other Maker");
  });

  it("shows the record's own conditions", () => {
    const verdict = judgeComponent(
      component("curl", "7.74.0"),
      record([product(["curl"], ["< 8.0"])], "A flaw. It exists only when built to use the GnuTLS backend. Update."),
    );
    expect(verdict.conditions).toEqual(["It exists only when built to use the GnuTLS backend."]);
  });
});

it("matches a whole bill through the index, and nothing that only shares a word", () => {
  const index = buildComponentIndex([record([product(["curl"], ["< 8.0"])])]);
  expect(matchComponent(component("libcurl", "7.74.0"), index)).toHaveLength(1);
  expect(matchComponent(component("curl-for-go", "7.74.0"), index)).toEqual([]);
});

it("says that a component is not in the bill", () => {
  const verdict = judgeNamedComponent({ components: [] }, "lighttpd", record([product(["lighttpd"], ["< 2"])]));
  expect(verdict).toMatchObject({ kind: "not_affected", why: "the bill lists no lighttpd", component: null });
});
