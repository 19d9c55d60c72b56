import { accessTools } from "@/lib/contracts/suppliers";
import { defineRoute } from "@/lib/http/define-route";
import { listAccessTools } from "@/lib/services/suppliers/list-access-tools";

export const GET = defineRoute({
  permission: "exposure.read",
  response: accessTools,
  handler: ({ actor }) => listAccessTools(actor),
});
