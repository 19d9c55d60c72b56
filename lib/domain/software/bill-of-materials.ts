/** One part of a product, as a bill of materials lists it. Unknown is null. */
export interface SoftwareComponent {
  readonly name: string;
  readonly version: string | null;
  readonly supplier: string | null;
  /** Package URL (ECMA-427), as written. */
  readonly purl: string | null;
  /** CPE 2.3 name, as written. */
  readonly cpe: string | null;
}

/** What a software bill of materials says: of which product, and made of what. */
export interface BillOfMaterials {
  readonly format: "cyclonedx" | "spdx";
  /** The product that it is about; null members where the document is silent. */
  readonly subject: {
    readonly vendor: string | null;
    readonly product: string | null;
    readonly version: string | null;
  };
  /** Milliseconds; null when the document states no time. */
  readonly createdMs: number | null;
  readonly components: readonly SoftwareComponent[];
  /** Components beyond the limit, or without a name. */
  readonly skipped: number;
}
