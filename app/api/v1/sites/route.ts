import { siteList } from "@/lib/contracts/sites";
import { defineRoute } from "@/lib/http/define-route";
import { listSites } from "@/lib/services/sites/list-sites";

export const GET = defineRoute({
  permission: "sites.read",
  response: siteList,
  handler: ({ actor }) => listSites(actor),
});
