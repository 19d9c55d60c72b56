import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { writeAudit } from "@/lib/db/audit-writer";
import { findSensor, renameSensor as renameRow, revokeSensor as revokeRow, type SensorRow } from "@/lib/db/sensor";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";

/** Its evidence keeps the name under which it came. */
export async function renameSensor(actor: Actor, id: string, name: string): Promise<void> {
  requirePermission(actor, "sensors.edit");
  const clean = cleanText(name, 120).trim();
  if (clean === "") throw new AppError("bad-request", "Name the sensor.");
  await withTransaction(async (tx) => {
    const before = await requireRow(tx, id);
    if (before.name === clean) return;
    if (!(await renameRow(tx, id, clean))) {
      throw new AppError("conflict", `${before.realmName} has a sensor ${clean} already. Choose another name.`);
    }
    await audit(tx, actor, id, "sensor.renamed", `Renamed the sensor ${before.name} to ${clean}.`);
  });
}

/** Its token is worthless at once; what it sent stays. Adding the name again makes a new token. */
export async function revokeSensor(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, "sensors.edit");
  await withTransaction(async (tx) => {
    const before = await requireRow(tx, id);
    if (!before.hasToken) throw new AppError("conflict", `The sensor ${before.name} has no token to revoke.`);
    await revokeRow(tx, id);
    await audit(tx, actor, id, "sensor.revoked", `Revoked the token of the sensor ${before.name}.`);
  });
}

async function requireRow(tx: Sql, id: string): Promise<SensorRow> {
  const row = await findSensor(id, tx);
  if (!row) throw noSuch("sensor");
  return row;
}

async function audit(tx: Sql, actor: Actor, sensorId: string, action: string, summary: string): Promise<void> {
  await writeAudit(tx, { userId: actor.userId, actor: actor.name, action, summary, detail: { sensorId } });
}
