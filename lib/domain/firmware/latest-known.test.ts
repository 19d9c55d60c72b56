import { describe, expect, it } from "vitest";
import type { Advisory, Leaf, LeafStatus, Remediation } from "../advisory/advisory";
import { buildAdvisoryIndex } from "../vulnerability/advisory-index";
import { createMatcher } from "../vulnerability/match-device";
import { latestKnown } from "./latest-known";
import { firmwareSchemeOf } from "./order-firmware";
import { observedMake } from "./product";

const MAKE = { vendor: "Siemens", model: "SCALANCE X204-2", orderNumber: null };

/** An invented advisory about one product in some versions. */
function advisory(
  id: string,
  versionSlot: string,
  status: LeafStatus = "known_affected",
  remediations: Remediation[] = [],
): Advisory {
  const leaf: Leaf = {
    productId: "P1",
    pointer: "/product_tree",
    vendor: "Siemens",
    productNames: ["SCALANCE X204-2"],
    versionSlot,
    fullName: `Siemens SCALANCE X204-2 ${versionSlot}`,
    orderNumbers: [],
    serialNumbers: [],
    cpe: null,
    purl: null,
    installedOn: null,
  };
  return {
    id,
    title: "An invented weakness",
    publisher: "Invented",
    category: "csaf_security_advisory",
    revision: "1",
    releasedMs: 0,
    contentHash: id,
    source: id,
    leaves: [leaf],
    vulnerabilities: [
      {
        id: "CVE-2099-0001",
        title: null,
        cwe: null,
        pointer: "/vulnerabilities/0",
        status: new Map([["P1", [status]]]),
        cvssVectors: [],
        remediations,
        justifications: new Map(),
      },
    ],
    references: [],
  };
}

const latestOf = (...advisories: Advisory[]) =>
  latestKnown(
    createMatcher(buildAdvisoryIndex(advisories)).leavesAbout(observedMake(MAKE, null)),
    firmwareSchemeOf(MAKE),
  );

describe("latestKnown", () => {
  it("is the newest version that any advisory calls fixed, with that advisory", () => {
    const found = latestOf(advisory("A-1", "<V5.2.9"), advisory("A-2", "<V5.2.10"), advisory("A-3", "<V4.0"));
    expect(found).toMatchObject({ version: "V5.2.10", advisory: "A-2" });
  });

  it("reads fixed products and the vendor's words, too", () => {
    expect(latestOf(advisory("A-1", "V5.3.1", "fixed"))).toMatchObject({ version: "V5.3.1" });
    const fix = { category: "vendor_fix", details: "Update to V5.5.2 or later version", url: null, productIds: ["P1"] };
    expect(latestOf(advisory("A-1", "<=V5.2", "known_affected", [fix]))).toMatchObject({ version: "V5.5.2" });
  });

  it("takes the end of what is affected for no fix: the next version may be affected, too", () => {
    expect(latestOf(advisory("A-1", "<=V5.2"))).toBeNull();
    expect(latestOf(advisory("A-1", "vers:all/*"))).toBeNull();
  });

  it("knows nothing of another product's versions", () => {
    const other = advisory("A-1", "<V9.9");
    const leaf = { ...(other.leaves[0] as Leaf), productNames: ["SCALANCE W786"], fullName: "SCALANCE W786 <V9.9" };
    expect(latestOf({ ...other, leaves: [leaf] })).toBeNull();
  });
});
