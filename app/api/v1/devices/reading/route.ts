import { inventoryReading } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { getInventoryReading } from "@/lib/services/devices/get-inventory-reading";

export const GET = defineRoute({
  permission: "devices.read",
  isUse: false,
  response: inventoryReading,
  handler: ({ actor }) => getInventoryReading(actor),
});
