import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MatrixPairs, matrixPairsQuery } from "@/lib/contracts/zones";
import { sumMatrixPairs } from "@/lib/db/conversation-query";
import { NO_DAY } from "@/lib/db/flow-rollup-sums";
import { isoTime } from "@/lib/domain/iso-time";
import { flowCube } from "./flow-cube";
import { windowOf } from "./get-flow-matrix";

/** Of any calendar. */
const LAST_DAY = 2_000_000;
/** More pairs than anybody reads; `total` says how many there are. */
const MAX_PAIRS = 500;

/** The device pairs behind a cell of the matrix, largest first, within the window that the matrix shows. */
export async function listMatrixPairs(actor: Actor, cell: z.output<typeof matrixPairsQuery>): Promise<MatrixPairs> {
  requirePermission(actor, "zones.read");
  requirePermission(actor, "flows.read");
  const { fromDay, toDay } = windowOf(await flowCube(), cell).window;
  const isAllTime = fromDay === null && toDay === null;
  const days = isAllTime ? null : { fromDay: fromDay ?? NO_DAY, toDay: toDay ?? LAST_DAY };
  const rows = await sumMatrixPairs(cell.from, cell.to, MAX_PAIRS, days);
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
