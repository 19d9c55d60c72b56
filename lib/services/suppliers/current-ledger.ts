import "server-only";
import { type GrantRow, listGrantRows } from "@/lib/db/suppliers/access-grant";
import { ledgerPrint } from "@/lib/db/suppliers/ledger-print";
import { listSupplierRows, type SupplierRow } from "@/lib/db/suppliers/supplier";
import { KeptForState } from "../kept-for-state";

export interface Ledger {
  readonly suppliers: readonly SupplierRow[];
  /** Grants and requests, the newest request first. */
  readonly grants: readonly GrantRow[];
}

/** Read by several pages, which are asked again every few seconds. */
const kept = new KeptForState<Ledger>();

/** Suppliers and their access; the same object until something of it changes, so that what is made of it is kept by it. */
export async function currentLedger(): Promise<Ledger> {
  return kept.get([await ledgerPrint()], async () => {
    const [suppliers, grants] = await Promise.all([listSupplierRows(), listGrantRows()]);
    return { suppliers, grants };
  });
}
