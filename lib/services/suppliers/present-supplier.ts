import "server-only";
import type { SupplierDto } from "@/lib/contracts/suppliers";
import type { LedgerEntry, LedgerGrant } from "./load-ledger";

const SHOWN_GRANTS = 5;

/** A supplier with the first of its access, and of how much that is. */
export function presentSupplier({ supplier, reach }: LedgerEntry, grants: readonly LedgerGrant[]): SupplierDto {
  const { places: _, ...sums } = reach;
  return {
    ...supplier,
    people: supplier.people.map((it) => ({ ...it })),
    grants: grants.slice(0, SHOWN_GRANTS).map(({ grant }) => grant),
    grantCount: grants.length,
    reach: sums,
  };
}
