import { overview } from "@/lib/contracts/overview";
import { defineRoute } from "@/lib/http/define-route";
import { getOverview } from "@/lib/services/overview/get-overview";

export const GET = defineRoute({
  permission: "overview.read",
  response: overview,
  handler: ({ actor }) => getOverview(actor),
});
