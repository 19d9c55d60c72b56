import { decide, decided } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { decideDevices } from "@/lib/services/decisions/decide-devices";

/** Deciding more than a state takes "devices.edit" as well; the service asks for it. */
export const POST = defineRoute({
  permission: "devices.decide",
  body: decide,
  response: decided,
  status: 201,
  handler: ({ actor, body }) => decideDevices(actor, body),
});
