import "server-only";
import type { GrantQuery, LedgerQuery } from "@/lib/contracts/suppliers";
import { endsSoon, type LedgerEntry, type LedgerGrant, type LoadedLedger } from "./load-ledger";

interface ChosenSupplier extends LedgerEntry {
  /** Of its access, what fits. */
  readonly fitting: readonly LedgerGrant[];
}

/** Suppliers in which the words stand; with a filter by access, those that have some that fits. */
export function chooseSuppliers(
  { entries }: LoadedLedger,
  { q = "", ...filter }: Omit<LedgerQuery, "cursor" | "limit">,
): readonly ChosenSupplier[] {
  const words = q.trim().toLowerCase();
  const isFiltered = filter.standing !== undefined || filter.ending !== undefined;
  return entries
    .filter(({ text }) => text.includes(words))
    .map((it) => ({ ...it, fitting: chooseGrants(it, filter) }))
    .filter(({ fitting }) => !isFiltered || fitting.length > 0);
}

export function chooseGrants(
  { grants }: LedgerEntry,
  { standing, ending }: Pick<GrantQuery, "standing" | "ending">,
): readonly LedgerGrant[] {
  return grants.filter(
    ({ grant }) => (standing === undefined || grant.standing === standing) && (ending === undefined || endsSoon(grant)),
  );
}
