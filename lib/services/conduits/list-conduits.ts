import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ConduitPage, conduitQuery } from "@/lib/contracts/zones";
import type { ConduitRow } from "@/lib/db/zones/conduit";
import { compareKeys } from "@/lib/domain/keyset";
import { nameOrder } from "@/lib/domain/name-order";
import { KeptBeside } from "../kept-beside";
import { keysetPage } from "../keyset-page";
import { currentConduits } from "./current-conduits";
import { presentConduit } from "./present-conduit";

interface Listed {
  readonly row: ConduitRow;
  /** By the names of the zones, then by age. */
  readonly key: readonly [string, string, number, string];
  /** All that can be searched for, in lower case. */
  readonly text: string;
}

/** Put in order once, until a conduit or the name of a zone changes. */
const ordered = new KeptBeside<readonly ConduitRow[], readonly Listed[]>();

const order = {
  keyOf: ({ key }: Listed) => key,
  shape: z.tuple([z.string(), z.string(), z.number(), z.string()]),
};

/** A page of the allowed paths between zones, by the names of the zones. */
export async function listConduits(actor: Actor, { q, ...page }: z.output<typeof conduitQuery>): Promise<ConduitPage> {
  requirePermission(actor, "zones.read");
  const rows = await currentConduits();
  const all = ordered.get(rows, "", () => rows.map(listed).sort((a, b) => compareKeys(a.key, b.key)));
  const words = (q ?? "").trim().toLowerCase();
  const { items, ...rest } = keysetPage(
    words === "" ? all : all.filter(({ text }) => text.includes(words)),
    order,
    page,
  );
  return { ...rest, items: items.map(({ row }) => presentConduit(row)) };
}

function listed(row: ConduitRow): Listed {
  const { fromName, toName, protocols, operations, reason, owner, enforcementPoint } = row;
  return {
    row,
    key: [nameOrder(fromName), nameOrder(toName), row.createdAt.getTime(), row.id],
    text: [fromName, toName, ...protocols, ...operations, reason, owner ?? "", enforcementPoint ?? ""]
      .join("\n")
      .toLowerCase(),
  };
}
