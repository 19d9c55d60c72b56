import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/auth/session";
import type { LedgerPageDto, LedgerQuery } from "@/lib/contracts/suppliers";
import { keysetPage } from "../keyset-page";
import { chooseSuppliers } from "./choose-suppliers";
import { type LedgerEntry, loadLedger } from "./load-ledger";
import { presentSupplier } from "./present-supplier";

const order = { keyOf: ({ key }: LedgerEntry) => key, shape: z.tuple([z.string(), z.string()]) };

/** A page of suppliers with their people, access and how far they reach, and what of all asks for attention. */
export async function listLedger(actor: Actor, { cursor, limit, ...filter }: LedgerQuery): Promise<LedgerPageDto> {
  const ledger = await loadLedger(actor);
  const { items, ...rest } = keysetPage(chooseSuppliers(ledger, filter), order, { cursor, limit });
  return {
    ...rest,
    items: items.map((it) => presentSupplier(it, it.fitting)),
    counts: ledger.counts,
    concentration: ledger.concentration,
  };
}
