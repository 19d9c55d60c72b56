import { auditPage, auditQuery } from "@/lib/contracts/users";
import { defineRoute } from "@/lib/http/define-route";
import { listAudit } from "@/lib/services/audit/list-audit";

export const GET = defineRoute({
  permission: "audit.read",
  query: auditQuery,
  response: auditPage,
  handler: ({ actor, query }) => listAudit(actor, query),
});
