import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import { newSensorToken } from "@/lib/auth/sensor-token";
import type { Actor } from "@/lib/auth/session";
import type { addedSensor, addSensor as addSensorBody } from "@/lib/contracts/sensors";
import { writeAudit } from "@/lib/db/audit-writer";
import { findSensor, setSensorToken } from "@/lib/db/sensor";
import { ensureRealm, ensureSensor } from "@/lib/db/sites/realm";
import { withTransaction } from "@/lib/db/transaction";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError } from "@/lib/domain/errors";

/** A sensor that may send from now on. The token is told once; a name that imports used before gets one, too. */
export async function addSensor(
  actor: Actor,
  { site, realm, name }: z.output<typeof addSensorBody>,
): Promise<z.infer<typeof addedSensor>> {
  requirePermission(actor, "sensors.edit");
  const names = {
    site: cleanText(site, 255).trim(),
    realm: cleanText(realm, 255).trim(),
    name: cleanText(name, 120).trim(),
  };
  if (Object.values(names).some((it) => it === "")) throw new AppError("bad-request", "Name site, realm and sensor.");
  return withTransaction(async (tx) => {
    const { realmId } = await ensureRealm(tx, names.site, names.realm);
    const id = await ensureSensor(tx, realmId, names.name);
    if ((await findSensor(id, tx))?.hasToken) {
      throw new AppError(
        "conflict",
        `${names.realm} has a sensor ${names.name} already. Revoke it first, or choose another name.`,
      );
    }
    const { token, tokenHash } = newSensorToken(id);
    await setSensorToken(tx, id, tokenHash);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "sensor.added",
      summary: `Added the sensor ${names.name} in ${names.realm} of ${names.site}.`,
      detail: { sensorId: id },
    });
    return { id, name: names.name, token };
  });
}
