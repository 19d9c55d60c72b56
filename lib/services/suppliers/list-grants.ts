import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/auth/session";
import type { GrantPageDto, GrantQuery } from "@/lib/contracts/suppliers";
import { noSuch } from "@/lib/domain/errors";
import { keysetPage } from "../keyset-page";
import { chooseGrants } from "./choose-suppliers";
import { type LedgerGrant, loadLedger } from "./load-ledger";

const order = { keyOf: ({ key }: LedgerGrant) => key, shape: z.tuple([z.number(), z.string()]) };

/** A page of one supplier's access. Throws "not-found". */
export async function listGrants(actor: Actor, supplierId: string, query: GrantQuery): Promise<GrantPageDto> {
  const entry = (await loadLedger(actor)).entries.find(({ supplier }) => supplier.id === supplierId);
  if (!entry) throw noSuch("supplier");
  const { items, ...rest } = keysetPage(chooseGrants(entry, query), order, query);
  return { ...rest, items: items.map(({ grant }) => grant) };
}
