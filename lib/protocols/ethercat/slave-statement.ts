import type { IdentityField } from "@/lib/domain/observation";

/** What a slave's own answer says of it. */
export interface SlaveStatement {
  /** Configured station address (register 0x0010). */
  readonly station: number;
  readonly field: IdentityField;
  readonly value: string;
  readonly inferred: boolean;
  /** "coe 0x1008/0", "sii". */
  readonly source: string;
}
