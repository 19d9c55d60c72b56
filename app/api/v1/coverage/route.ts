import { coverage } from "@/lib/contracts/coverage";
import { siteScope } from "@/lib/contracts/site-scope";
import { defineRoute } from "@/lib/http/define-route";
import { getCoverage } from "@/lib/services/coverage/get-coverage";

export const GET = defineRoute({
  permission: "overview.read",
  query: siteScope,
  response: coverage,
  handler: ({ actor, query }) => getCoverage(actor, query),
});
