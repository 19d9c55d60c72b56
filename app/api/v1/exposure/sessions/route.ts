import { sessionItems } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { listSessions } from "@/lib/services/exposure/list-sessions";

export const GET = defineRoute({
  permission: "exposure.read",
  response: sessionItems,
  handler: ({ actor }) => listSessions(actor),
});
