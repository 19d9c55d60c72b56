import { pathPage, pathQuery } from "@/lib/contracts/exposure";
import { defineRoute } from "@/lib/http/define-route";
import { listPaths } from "@/lib/services/exposure/list-paths";

export const GET = defineRoute({
  permission: "exposure.read",
  query: pathQuery,
  response: pathPage,
  handler: ({ actor, query }) => listPaths(actor, query),
});
