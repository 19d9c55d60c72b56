/**
 * An advisory as all readers hand it over, whatever it was written in (CSAF 2.0 and 2.1, CSAF VEX). Texts have passed
 * the text gate; nothing is interpreted yet except the tree's shape.
 */
export interface Advisory {
  /** The publisher's own number, "ICSA-23-131-14". */
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  /** "csaf_security_advisory", "csaf_vex" … as written. */
  readonly category: string;
  /** Version of the document as its publisher counts; edits in silence do not raise it (use `contentHash`). */
  readonly revision: string;
  /** Milliseconds of the current release; null when the document does not say or it cannot be read. */
  readonly releasedMs: number | null;
  /** Lower-case SHA-256 of the document's bytes. */
  readonly contentHash: string;
  /** File name or path, for the evidence card. */
  readonly source: string;
  readonly leaves: readonly Leaf[];
  readonly vulnerabilities: readonly AdvisoryVulnerability[];
  readonly references: readonly string[];
}

/** One product of the tree: what a status can be said of. */
export interface Leaf {
  readonly productId: string;
  /** JSON pointer (RFC 6901) of the product in its document. */
  readonly pointer: string;
  readonly vendor: string;
  /** Names of the branches between vendor and version, outermost first. */
  readonly productNames: readonly string[];
  /** The version or version-range branch as written; null when the tree has none. */
  readonly versionSlot: string | null;
  /** `product.name` as written. */
  readonly fullName: string;
  readonly orderNumbers: readonly string[];
  readonly serialNumbers: readonly string[];
  readonly cpe: string | null;
  readonly purl: string | null;
  /** Set for a relationship: the product that this one is installed on or part of. */
  readonly installedOn: { readonly category: string; readonly host: Leaf; readonly component: Leaf } | null;
}

export const LEAF_STATUSES = [
  "known_affected",
  "first_affected",
  "last_affected",
  "known_not_affected",
  "fixed",
  "first_fixed",
  "recommended",
  "under_investigation",
  "unknown",
] as const;
export type LeafStatus = (typeof LEAF_STATUSES)[number];

export interface Remediation {
  /** "vendor_fix", "mitigation", "workaround", "none_available", "no_fix_planned" …, as written. */
  readonly category: string;
  readonly details: string;
  readonly url: string | null;
  /** Empty: said of every product of the vulnerability. */
  readonly productIds: readonly string[];
}

export interface AdvisoryVulnerability {
  /** CVE id; else the publisher's own id; else "untitled". */
  readonly id: string;
  readonly title: string | null;
  readonly cwe: string | null;
  readonly pointer: string;
  readonly status: ReadonlyMap<string, readonly LeafStatus[]>;
  /** Vectors as published; not every one can be scored. */
  readonly cvssVectors: readonly string[];
  readonly remediations: readonly Remediation[];
  /** CSAF flags and impact threats: the reason for "known_not_affected", by product id. */
  readonly justifications: ReadonlyMap<string, string>;
}
