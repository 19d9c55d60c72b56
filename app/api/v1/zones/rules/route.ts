import { ruleExport, ruleExportQuery } from "@/lib/contracts/firewall-rules";
import { defineRoute } from "@/lib/http/define-route";
import { exportRules } from "@/lib/services/firewall-rules/export-rules";

export const GET = defineRoute({
  permission: "exports.read",
  query: ruleExportQuery,
  response: ruleExport,
  handler: ({ actor, query }) => exportRules(actor, query),
});
