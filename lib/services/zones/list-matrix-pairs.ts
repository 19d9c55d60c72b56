import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MatrixPairs, matrixPairsQuery } from "@/lib/contracts/zones";
import { findConversationRevision } from "@/lib/db/flows/conversation";
import { sumMatrixPairs } from "@/lib/db/flows/conversation-query";
import { NO_DAY } from "@/lib/db/flows/flow-rollup-sums";
import { placesPrint } from "@/lib/db/zones/zone";
import { isoTime } from "@/lib/domain/iso-time";
import { KeptByKey } from "../kept-by-key";
import { flowCube } from "./flow-cube";
import { followedAddresses } from "./followed-addresses";
import { windowOf } from "./get-flow-matrix";

/** Of any calendar. */
const LAST_DAY = 2_000_000;
/** More pairs than anybody reads; `total` says how many there are. */
const MAX_PAIRS = 500;

/** The device pairs behind a cell of the matrix, largest first, within the window that the matrix shows. Added up once for each state (docs/decisions/0017). */
export async function listMatrixPairs(actor: Actor, cell: z.output<typeof matrixPairsQuery>): Promise<MatrixPairs> {
  requirePermission(actor, "zones.read");
  requirePermission(actor, "flows.read");
  const cube = await flowCube();
  const { fromDay, toDay } = windowOf(cube, cell).window;
  const isAllTime = fromDay === null && toDay === null;
  const days = isAllTime ? null : { fromDay: fromDay ?? NO_DAY, toDay: toDay ?? LAST_DAY };
  const state = [
    ...[cube, cube.version],
    ...(await Promise.all([findConversationRevision(), placesPrint(), followedAddresses.saidState()])),
  ];
  return kept.get(JSON.stringify([cell.from, cell.to, days]), state, () => addUp(cell, days));
}

/** Cells that somebody looked at lately; a cell has at most some hundred kilobytes. */
const kept = new KeptByKey<MatrixPairs>(32);

async function addUp(
  { from, to }: { readonly from: string; readonly to: string },
  days: { readonly fromDay: number; readonly toDay: number } | null,
): Promise<MatrixPairs> {
  const rows = await sumMatrixPairs(from, to, MAX_PAIRS, days);
  return {
    items: rows.map((row) => ({
      initiator: { deviceId: row.initiatorDeviceId, name: row.initiatorName, ip: row.initiatorIp },
      responder: { deviceId: row.responderDeviceId, name: row.responderName, ip: row.responderIp },
      protocols: [...row.protocols],
      flows: row.flows,
      packets: row.packets,
      bytes: row.bytes,
      operations: row.operations,
      lastSeenAt: isoTime(row.lastSeenUs),
    })),
    total: rows[0]?.total ?? 0,
  };
}
