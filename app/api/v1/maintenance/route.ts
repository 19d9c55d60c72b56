import { maintenancePlan } from "@/lib/contracts/maintenance";
import { defineRoute } from "@/lib/http/define-route";
import { getMaintenancePlan } from "@/lib/services/maintenance/get-maintenance-plan";

export const GET = defineRoute({
  permission: "findings.read",
  response: maintenancePlan,
  handler: ({ actor }) => getMaintenancePlan(actor),
});
