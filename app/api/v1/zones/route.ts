import { zone, zoneInput, zoneList } from "@/lib/contracts/zones";
import { defineRoute } from "@/lib/http/define-route";
import { listZones } from "@/lib/services/zones/list-zones";
import { saveZone } from "@/lib/services/zones/save-zone";

export const GET = defineRoute({
  permission: "zones.read",
  response: zoneList,
  handler: ({ actor }) => listZones(actor),
});

export const POST = defineRoute({
  permission: "zones.edit",
  body: zoneInput,
  response: zone,
  status: 201,
  handler: ({ actor, body }) => saveZone(actor, null, body),
});
