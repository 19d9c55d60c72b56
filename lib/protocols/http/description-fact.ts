import type { IdentityField } from "@/lib/domain/observation";

/** What a description document states of the device that hands it out. */
export interface DescriptionFact {
  readonly field: IdentityField;
  readonly value: string;
  readonly source: string;
  /** No standard says that the document is about its sender. */
  readonly isConcluded: boolean;
}
