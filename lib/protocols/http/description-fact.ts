import type { IdentityField } from "@/lib/domain/observation";

/**
 * What a description document says of a device. HTTP hands on what a server holds, and proxies, caches and apps hand on
 * the documents of others: that one is about its sender is always concluded.
 */
export interface DescriptionFact {
  readonly field: IdentityField;
  readonly value: string;
  readonly source: string;
}
