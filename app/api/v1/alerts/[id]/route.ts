import { z } from "zod";
import { acknowledgeAlert as acknowledgement, alert } from "@/lib/contracts/alerts";
import { defineRoute } from "@/lib/http/define-route";
import { acknowledgeAlert } from "@/lib/services/alerts/acknowledge-alert";

/** Writes down who looked into it. */
export const PATCH = defineRoute({
  permission: "devices.decide",
  params: z.object({ id: z.coerce.number().int().min(0) }),
  body: acknowledgement,
  response: alert,
  handler: ({ actor, params, body }) => acknowledgeAlert(actor, params.id, body.reason),
});
