import { decide, decided } from "@/lib/contracts/devices";
import { defineRoute } from "@/lib/http/define-route";
import { decideDevices } from "@/lib/services/decisions/decide-devices";

/** Which permission it takes depends on what is decided; the service asks for it. */
export const POST = defineRoute({
  permission: "signed-in",
  body: decide,
  response: decided,
  status: 201,
  handler: ({ actor, body }) => decideDevices(actor, body),
});
