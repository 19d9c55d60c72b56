import "server-only";
import type { Actor } from "@/lib/auth/session";
import type { SupplierDto } from "@/lib/contracts/suppliers";
import { noSuch } from "@/lib/domain/errors";
import { loadLedger } from "./load-ledger";
import { presentSupplier } from "./present-supplier";

/** One supplier. Throws "not-found". */
export async function getSupplier(actor: Actor, id: string): Promise<SupplierDto> {
  const entry = (await loadLedger(actor)).entries.find((it) => it.supplier.id === id);
  if (!entry) throw noSuch("supplier");
  return presentSupplier(entry, entry.grants);
}
