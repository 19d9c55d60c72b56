import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { newGoldenVersion } from "@/lib/contracts/firmware";
import { writeAudit } from "@/lib/db/audit-writer";
import { findFirmwareProduct } from "@/lib/db/firmware/firmware-product";
import { insertGoldenVersion } from "@/lib/db/firmware/golden-version";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import { listSiteRows } from "@/lib/db/sites/site";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { findZone } from "@/lib/db/zones/zone";
import { cleanText } from "@/lib/domain/clean-text";
import { AppError, noSuch } from "@/lib/domain/errors";
import { loadKnowledge } from "../knowledge/load-knowledge";
import { refreshFirmware } from "./refresh-firmware";

/**
 * Sets the version that devices of a product should run, in the plant or in one zone or site. What was set for the same
 * place before ends. Throws "not-found" when product, zone or site are no more.
 */
export async function setGoldenVersion(
  actor: Actor,
  productId: string,
  said: z.output<typeof newGoldenVersion>,
): Promise<void> {
  requirePermission(actor, "firmware.approve");
  await withTransaction(async (tx) => {
    await lockInventory(tx);
    const product = await findFirmwareProduct(productId, tx);
    if (!product) throw new AppError("not-found", "No device is of this product any more. Load the page again.");
    const scopeName = await nameOfPlace(tx, said);
    const version = cleanText(said.version, 120);
    const alsoApproved = [...new Set(said.alsoApproved.map((it) => cleanText(it, 120)))].filter((it) => it !== version);
    const reason = cleanText(said.reason);
    const id = randomUUID();
    await insertGoldenVersion(tx, {
      ...{ id, productId, productName: product.name, siteId: said.siteId, zoneId: said.zoneId, scopeName },
      ...{ version, alsoApproved, reason, actor: actor.name, userId: actor.userId },
    });
    await writeAudit(tx, {
      userId: actor.userId,
      actor: actor.name,
      action: "firmware.golden-set",
      summary: `Set ${version} as the golden version of ${product.name}${scopeName === null ? "" : ` in ${scopeName}`}.`,
      reason,
      detail: { goldenId: id, productId, alsoApproved },
    });
    await refreshFirmware(tx, await loadKnowledge(tx), { productIds: [productId], deviceIds: [] });
  });
}

async function nameOfPlace(
  tx: Sql,
  { zoneId, siteId }: { readonly zoneId: string | null; readonly siteId: string | null },
): Promise<string | null> {
  if (zoneId !== null) {
    const zone = await findZone(zoneId, tx);
    if (!zone) throw noSuch("zone");
    return zone.name;
  }
  if (siteId === null) return null;
  const site = (await listSiteRows(tx)).find((it) => it.id === siteId);
  if (!site) throw noSuch("site");
  return site.name;
}
