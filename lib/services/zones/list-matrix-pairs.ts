import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { MatrixPairs } from "@/lib/contracts/zones";
import { sumMatrixPairs } from "@/lib/db/conversation-query";
import { isoTime } from "@/lib/domain/iso-time";

/** More pairs than anybody reads; `total` says how many there are. */
const MAX_PAIRS = 500;

/** The device pairs behind a cell of the matrix, largest first. */
export async function listMatrixPairs(actor: Actor, cell: { from: string; to: string }): Promise<MatrixPairs> {
  requirePermission(actor, "zones.read");
  requirePermission(actor, "flows.read");
  const rows = await sumMatrixPairs(cell.from, cell.to, MAX_PAIRS);
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
