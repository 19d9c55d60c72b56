import "server-only";
import { randomUUID } from "node:crypto";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { RequestAccess } from "@/lib/contracts/suppliers";
import { writeAudit } from "@/lib/db/audit-writer";
import { loadDevices } from "@/lib/db/devices/device";
import type { Sql } from "@/lib/db/sql";
import { insertGrant } from "@/lib/db/suppliers/access-grant";
import { lockSupplier } from "@/lib/db/suppliers/supplier";
import { withTransaction } from "@/lib/db/transaction";
import { zoneNames } from "@/lib/db/zones/zone";
import { parseIp } from "@/lib/domain/address";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { parseCidr } from "@/lib/domain/zone/parse-cidr";

const NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9-]{1,63}$/i;

/** Asks for access of a supplier. It holds when somebody else has approved it, and ends by itself. */
export async function requestAccess(actor: Actor, input: RequestAccess): Promise<{ id: string }> {
  requirePermission(actor, "access.request");
  return withTransaction(async (tx) => {
    const supplier = await lockSupplier(tx, input.supplierId);
    if (!supplier) throw noSuch("supplier");
    const id = await writeRequest(tx, actor, input);
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "access.requested",
      summary: `Asked for access of ${supplier.name} by ${cleanText(input.tool, 120)} until ${input.validUntil.slice(0, 10)}.`,
      reason: cleanText(input.reason),
      detail: { grantId: id, supplierId: supplier.id, deviceIds: input.deviceIds, zoneIds: input.zoneIds },
    });
    return { id };
  });
}

/** Without audit: the caller tells of it. */
export async function writeRequest(tx: Sql, actor: Actor, input: RequestAccess): Promise<string> {
  const deviceIds = [...new Set(input.deviceIds)];
  if ((await loadDevices(tx, deviceIds)).length < deviceIds.length) {
    throw new AppError("not-found", "A device is no longer in the inventory. Load the page again.");
  }
  const zones = await zoneNames(tx);
  if (input.zoneIds.some((zone) => !zones.has(zone))) {
    throw new AppError("not-found", "A zone is no longer there. Load the page again.");
  }
  const id = randomUUID();
  await insertGrant(tx, {
    ...input,
    id,
    deviceIds,
    zoneIds: [...new Set(input.zoneIds)],
    people: input.people.map((name) => cleanText(name, 120)),
    tool: cleanText(input.tool, 120),
    origins: input.origins.map(readOrigin),
    reason: cleanText(input.reason),
    requestedById: actor.userId,
    requestedBy: actor.name,
  });
  return id;
}

/** A network in its one form, or a name; an address is a network of one. */
function readOrigin(text: string): string {
  const ip = parseIp(text);
  const network = parseCidr(ip === null ? text : `${ip}/${ip.includes(":") ? 128 : 32}`);
  if (network !== null) return network;
  if (NAME.test(text) && !/^[\d.]+$/.test(text)) return text.toLowerCase();
  const reason = `“${cleanText(text, 60)}” is neither an address, a network like 203.0.113.0/24, nor a name`;
  throw new AppError("bad-request", `${reason}.`, { invalidParams: [{ name: "origins", reason }] });
}
