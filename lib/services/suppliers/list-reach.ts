import "server-only";
import type { z } from "zod";
import type { Actor } from "@/lib/auth/session";
import type { reachQuery, SupplierReachDto } from "@/lib/contracts/suppliers";
import { chooseSuppliers } from "./choose-suppliers";
import { byReach, loadLedger } from "./load-ledger";

/** Suppliers by zones: who reaches what, with how many devices. Whole, as it is one picture. */
export async function listReach(actor: Actor, filter: z.output<typeof reachQuery>): Promise<SupplierReachDto> {
  const ledger = await loadLedger(actor);
  const chosen = chooseSuppliers(ledger, filter)
    .filter(({ reach }) => reach.zones + reach.devices > 0)
    .toSorted(byReach);
  const reached = new Set(chosen.flatMap(({ reach }) => reach.places.map(({ zoneId }) => zoneId)));
  return {
    items: chosen.map(({ supplier: { id, name }, reach }) => ({ id, name, ...reach })),
    zones: ledger.zones.filter(({ id }) => reached.has(id)),
  };
}
