import { shadowQueue } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { getShadowQueue } from "@/lib/services/shadow/get-shadow-queue";

export const GET = defineRoute({
  permission: "devices.read",
  response: shadowQueue,
  handler: ({ actor }) => getShadowQueue(actor),
});
