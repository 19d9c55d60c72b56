import "server-only";
import { writeAudit } from "@/lib/db/audit-writer";
import type { ImportRow } from "@/lib/db/imports/import";
import type { Sql } from "@/lib/db/sql";
import { findUser } from "@/lib/db/users/user";
import { insertBareZone, listMissingZoneNames } from "@/lib/db/zones/zone";
import { isAllowed } from "@/lib/domain/access/permissions";
import { uuidOf } from "@/lib/domain/uuid-of";

/** More zones than a plant has; a column taken for zones by mistake must not flood the matrix. */
const MAX_NEW_ZONES = 100;

/** A zone's id comes from the first names of site and zone, so that the same material gives the same ids anywhere. */
export function zoneIdOf(site: string, name: string): string {
  return uuidOf(`zone|${site}|${name}`);
}

/**
 * An approved list that puts its devices into zones that nobody has drawn yet draws them, without rules or a Purdue
 * level, when whoever imported it may draw zones: else what the list says would be lost without a word.
 */
export async function drawListedZones(tx: Sql, row: ImportRow): Promise<void> {
  if (!(await mayDraw(tx, row))) return;
  const names = await listMissingZoneNames(tx, row.id, row.siteId, MAX_NEW_ZONES);
  for (const name of names) {
    await insertBareZone(tx, {
      id: zoneIdOf(row.site, name),
      name,
      description: "Named by an approved list",
      siteId: row.siteId,
    });
  }
  if (names.length === 0) return;
  await writeAudit(tx, {
    userId: row.userId,
    actor: row.actor,
    action: "zone.created",
    summary: `Made ${names.length === 1 ? `the zone ${names[0]}` : `${names.length} zones`} that an approved list names.`,
    detail: { importId: row.id, zones: names },
  });
}

/** The command line has no user: whoever has a shell on the machine may do everything. */
async function mayDraw(tx: Sql, { userId }: ImportRow): Promise<boolean> {
  if (userId === null) return true;
  const user = await findUser(userId, tx);
  return user !== null && isAllowed(user.role, "zones.edit");
}
