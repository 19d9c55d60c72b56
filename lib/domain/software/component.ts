/** A piece of software inside a product, as a bill of materials names it; null where the bill does not say. */
export interface Component {
  readonly name: string;
  readonly version: string | null;
  /** Package URL, as written. */
  readonly purl: string | null;
  /** CPE 2.2 or 2.3, as written. */
  readonly cpe: string | null;
  readonly supplier: string | null;
  /** "library", "application", "firmware" …, as the bill says. */
  readonly type: string | null;
  readonly licence: string | null;
}

/** The product that a bill is about, as the bill itself says. */
export interface BillSubject {
  readonly supplier: string | null;
  readonly name: string | null;
  readonly version: string | null;
}

export const BILL_FORMATS = ["CycloneDX JSON", "CycloneDX XML", "SPDX JSON", "SPDX tag-value", "SPDX 3 JSON"] as const;
export type BillFormat = (typeof BILL_FORMATS)[number];

/** A software bill of materials (SBOM), as read. */
export interface SoftwareBill {
  readonly format: BillFormat;
  readonly specVersion: string | null;
  /** The document's own identifier. */
  readonly serial: string | null;
  readonly createdMs: number | null;
  readonly subject: BillSubject;
  /** In the order of the document, each once. */
  readonly components: readonly Component[];
}
