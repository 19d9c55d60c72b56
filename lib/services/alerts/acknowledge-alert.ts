import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { AlertDto } from "@/lib/contracts/alerts";
import { writeAudit } from "@/lib/db/audit-writer";
import { acknowledgeFloods, listFloods } from "@/lib/db/evidence/flood";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { type Alert, alertsOf } from "@/lib/domain/alert/alert";
import { AppError, noSuch } from "@/lib/domain/errors";
import { presentAlert } from "./list-alerts";

/** Writes down who looked into it and what came of it; more of the same later opens it again. */
export async function acknowledgeAlert(actor: Actor, id: number, reason: string): Promise<AlertDto> {
  requirePermission(actor, "devices.decide");
  return withTransaction(async (tx) => {
    const alert = await findAlert(tx, id);
    if (!alert) throw noSuch("alert");
    if (!alert.isOpen) throw new AppError("conflict", "Somebody has looked into this alert already.");
    await acknowledgeFloods(
      tx,
      alert.floods.map(({ contentId }) => contentId),
      { by: actor.name, reason },
    );
    const shown = presentAlert((await findAlert(tx, id)) as Alert);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "alert.acknowledged",
      summary: `Looked into an alert: ${shown.title}, ${shown.summary}`.slice(0, 1000),
      reason,
      detail: { alertId: id, addresses: alert.addresses, frames: alert.frames },
    });
    return shown;
  });
}

const findAlert = async (tx: Sql, id: number) =>
  alertsOf(await listFloods(tx)).find(({ floods }) => floods.some(({ contentId }) => contentId === id));
