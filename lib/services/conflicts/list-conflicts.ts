import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { ConflictItem, conflictPage, conflictsQuery } from "@/lib/contracts/conflicts";
import {
  type ConflictPosition,
  type ConflictRow,
  countDevicesInConflict,
  findConflictPartners,
  findConflictRows,
} from "@/lib/db/devices/conflict-query";
import { openConflicts } from "@/lib/domain/device/accept-conflicts";
import { AppError } from "@/lib/domain/errors";
import type { Query } from "@/lib/domain/query/query";
import type { SiteScope } from "@/lib/domain/site-scope";
import { deviceIndex } from "../devices/device-index";
import { presentConflict } from "../devices/present-device-detail";
import { loadRealmWords } from "../devices/realm-words";

/** Contradictions that wait for a person. Each stands once, at the riskiest of the devices that show it. */
export async function listConflicts(
  actor: Actor,
  { cursor, limit, ...scope }: z.output<typeof conflictsQuery>,
): Promise<z.infer<typeof conflictPage>> {
  requirePermission(actor, "devices.read");
  const after = cursor === undefined ? null : positionOf(cursor);
  const [found, total, words] = await Promise.all([
    findConflictRows(scope, after, limit + 1),
    countThose(scope),
    loadRealmWords(),
  ]);
  const rows = found.slice(0, limit);
  const keys = [...new Set(rows.flatMap((row) => openConflicts(row.conflicts).map((it) => it.key)))];
  const sides = new Map<string, ConflictRow[]>();
  for (const row of await findConflictPartners(keys)) {
    for (const { key } of openConflicts(row.conflicts)) {
      const list = sides.get(key);
      if (list && !list.includes(row)) list.push(row);
      else if (!list) sides.set(key, [row]);
    }
  }
  const items = rows.flatMap((row) => {
    const own = new Map(openConflicts(row.conflicts).map((it) => [it.key, it]));
    return [...own.values()]
      .filter((it) => sides.get(it.key)?.[0]?.id === row.id)
      .map(
        (it): ConflictItem => ({ ...presentConflict(it, words), devices: (sides.get(it.key) ?? []).map(presentSide) }),
      );
  });
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { items, next: last ? `${last.riskScore}.${last.id}` : null, total };
}

const IN_CONFLICT: Query = { kind: "number", field: "conflicts", operator: ">", value: 0 };

/** From the columns in memory where they are loaded, else from PostgreSQL; the same answer. */
async function countThose(scope: SiteScope): Promise<number> {
  const index = deviceIndex();
  index.want();
  if (!index.isReady()) return countDevicesInConflict(scope);
  return index.count({
    query: IN_CONFLICT,
    ...(scope.site ? { site: [scope.site] } : {}),
    ...(scope.realm ? { realm: [scope.realm] } : {}),
  });
}

function presentSide({ id, name, vendor, model, zoneName, riskScore }: ConflictRow): ConflictItem["devices"][number] {
  return { id, name, product: [vendor, model].filter(Boolean).join(" ") || null, zone: zoneName, riskScore };
}

function positionOf(cursor: string): ConflictPosition {
  const [, score, id] = /^(\d{1,3})\.([0-9a-f-]{36})$/.exec(cursor) ?? [];
  if (score === undefined || id === undefined) throw new AppError("bad-request", "This cursor is none of ours.");
  return { riskScore: Number(score), id };
}
