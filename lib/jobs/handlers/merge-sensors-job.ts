import { refreshInventory } from "@/lib/services/inventory/refresh-inventory";

/** Some time after batches of sensors came: the inventory follows their evidence. */
export async function mergeSensorsJob(): Promise<void> {
  const outcome = await refreshInventory();
  console.log(JSON.stringify({ level: "info", at: "merge of sensors", ...outcome }));
}
