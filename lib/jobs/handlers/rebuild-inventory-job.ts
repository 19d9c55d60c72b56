import { refreshInventory } from "@/lib/services/inventory/refresh-inventory";

/** Once a day, for decisions that end by themselves and for the day's posture. */
export async function rebuildInventoryJob(): Promise<void> {
  const outcome = await refreshInventory();
  console.log(JSON.stringify({ level: "info", at: "daily rebuild", ...outcome }));
}
