import type { Leaf } from "../advisory/advisory";

/** What a VEX document says of a vulnerability in a product (OpenVEX 0.2.0; CSAF 2.0 profile 5; CISA's minimum). */
export const VEX_STATUSES = ["not_affected", "fixed", "under_investigation", "affected"] as const;
export type VexStatus = (typeof VEX_STATUSES)[number];

export const VEX_STATUS_WORDS: Readonly<Record<VexStatus, string>> = {
  not_affected: "not affected",
  fixed: "fixed",
  under_investigation: "under investigation",
  affected: "affected",
};

export const VEX_FORMATS = ["OpenVEX", "CycloneDX VEX", "CSAF VEX"] as const;
export type VexFormat = (typeof VEX_FORMATS)[number];

/** A document of exploitability statements, as all readers hand it over. Texts have passed the text gate. */
export interface VexDocument {
  readonly format: VexFormat;
  /** The document's own id, the same in all its revisions. */
  readonly id: string;
  /** As its publisher counts; "" when it does not say. */
  readonly revision: string;
  readonly issuer: string;
  /** When this revision was published; null when it does not say. */
  readonly publishedMs: number | null;
  /** File name, for the card. */
  readonly source: string;
  readonly statements: readonly VexStatement[];
}

export interface VexStatement {
  /** CVE id or the document's own name first, then what else it goes by; in upper case. */
  readonly vulnerabilities: readonly string[];
  readonly status: VexStatus;
  /** Why it is not affected, in words ("vulnerable code not present"). */
  readonly justification: string | null;
  /** What the issuer says besides. */
  readonly impact: string | null;
  /** What to do about it. */
  readonly action: string | null;
  /** null: when the document was published. */
  readonly saidMs: number | null;
  /** JSON pointer of the statement in its document. */
  readonly pointer: string;
  readonly products: readonly VexProduct[];
}

/** Of what it is said. A statement about one device is never taken for others of its make. */
export interface VexProduct {
  /** The product as the document writes it, for the card. */
  readonly written: string;
  readonly device: { readonly id: string | null; readonly serial: string | null } | null;
  readonly vendor: string | null;
  readonly name: string;
  /** null: every version. */
  readonly version: string | null;
  /** A range of versions (VERS) in place of one. */
  readonly range: string | null;
  readonly purl: string | null;
  /** Of documents with a product tree: the leaf, judged like an advisory's. */
  readonly leaf: Leaf | null;
  /** The parts of the product that the statement is about; empty: the product. */
  readonly components: readonly VexComponent[];
}

export interface VexComponent {
  readonly name: string;
  readonly version: string | null;
  readonly purl: string | null;
}

/** "vulnerable_code_not_present" → "vulnerable code not present". */
export const justificationWords = (label: string): string => label.replace(/_/g, " ");
