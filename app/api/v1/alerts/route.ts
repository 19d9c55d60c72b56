import { alertList } from "@/lib/contracts/alerts";
import { defineRoute } from "@/lib/http/define-route";
import { listAlerts } from "@/lib/services/alerts/list-alerts";

export const GET = defineRoute({
  permission: "devices.read",
  response: alertList,
  handler: ({ actor }) => listAlerts(actor),
});
