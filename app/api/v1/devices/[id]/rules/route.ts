import { deviceRules, deviceRulesQuery } from "@/lib/contracts/firewall-rules";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { exportDeviceRules } from "@/lib/services/firewall-rules/export-device-rules";

export const GET = defineRoute({
  permission: "exports.read",
  params: idParams,
  query: deviceRulesQuery,
  response: deviceRules,
  handler: ({ actor, params, query }) => exportDeviceRules(actor, params.id, query),
});
