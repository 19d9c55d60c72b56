import "server-only";
import { countDeviceMakes, findDeviceIdsOfMakes } from "@/lib/db/firmware/software-bill";
import { lockInventory } from "@/lib/db/inventory/inventory-lock";
import type { Sql } from "@/lib/db/sql";
import { attachBill, type BillProduct } from "@/lib/domain/software/attach-bill";
import { rejudgeDevices } from "../inventory/rejudge-devices";
import { loadKnowledge } from "../knowledge/load-knowledge";

/**
 * After a bill of materials came or went: judges the devices anew that run what it describes, or may, and no others.
 * Without knowledge nothing follows from a bill.
 */
export async function rejudgeProduct(tx: Sql, bill: BillProduct): Promise<void> {
  await lockInventory(tx);
  const knowledge = await loadKnowledge(tx);
  if (!knowledge) return;
  const makes = (await countDeviceMakes()).filter((make) =>
    ["runs", "cannot-tell"].includes(attachBill(bill, make).kind),
  );
  const ids = await findDeviceIdsOfMakes(tx, makes);
  if (ids.length > 0) await rejudgeDevices(tx, { also: ids, anew: knowledge });
}
