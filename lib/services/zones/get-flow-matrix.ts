import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FlowMatrix } from "@/lib/contracts/zones";
import { listConduitRows } from "@/lib/db/conduit";
import { isoTime } from "@/lib/domain/iso-time";
import { conduitJudge } from "@/lib/domain/zone/judge-conduits";
import { INTERNET, UNZONED } from "@/lib/domain/zone/zone-key";
import { sumZones } from "../devices/sum-inventory";
import { matrixCells } from "./matrix-cells";

/**
 * Who talks to whom by zone; rows initiate, columns respond. Zones stand by Purdue level, "unzoned" and "internet"
 * last, and only when something is in them.
 */
export async function getFlowMatrix(actor: Actor): Promise<FlowMatrix> {
  requirePermission(actor, "zones.read");
  const [{ zones, unzonedCount }, cells, conduits] = await Promise.all([sumZones(), matrixCells(), listConduitRows()]);
  const judge = conduitJudge(conduits);
  const touched = new Set(cells.flatMap((cell) => [cell.from, cell.to]));
  const pseudo = [
    { key: UNZONED, name: "Unzoned", purdueLevel: null, deviceCount: unzonedCount },
    { key: INTERNET, name: "Internet", purdueLevel: null, deviceCount: 0 },
  ];
  return {
    zones: [
      ...zones.map(({ id, name, purdueLevel, deviceCount }) => ({ key: id, name, purdueLevel, deviceCount })),
      ...pseudo.filter((it) => touched.has(it.key) || it.deviceCount > 0),
    ],
    cells: cells.map(({ firstSeenUs, lastSeenUs, protocols, traffic, ...cell }) => ({
      ...cell,
      protocols: [...protocols],
      firstSeenAt: isoTime(firstSeenUs),
      lastSeenAt: isoTime(lastSeenUs),
      verdict: judge.verdict(cell.from, cell.to, traffic),
    })),
  };
}
