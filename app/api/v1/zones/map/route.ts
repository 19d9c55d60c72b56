import { zoneMap } from "@/lib/contracts/map";
import { defineRoute } from "@/lib/http/define-route";
import { getZoneMap } from "@/lib/services/map/get-zone-map";

export const GET = defineRoute({
  permission: "zones.read",
  response: zoneMap,
  handler: ({ actor }) => getZoneMap(actor),
});
