import { mapPinInput } from "@/lib/contracts/map";
import { defineRoute } from "@/lib/http/define-route";
import { pinZone, unpinZones } from "@/lib/services/map/pin-zone";

export const PUT = defineRoute({
  permission: "zones.edit",
  body: mapPinInput,
  response: null,
  handler: async ({ actor, body }) => {
    await pinZone(actor, body);
    return new Response(null, { status: 204 });
  },
});

export const DELETE = defineRoute({
  permission: "zones.edit",
  response: null,
  handler: async ({ actor }) => {
    await unpinZones(actor);
    return new Response(null, { status: 204 });
  },
});
