import { walkDownList, walkDownQuery } from "@/lib/contracts/walk-down";
import { defineRoute } from "@/lib/http/define-route";
import { getWalkDown } from "@/lib/services/walk-down/get-walk-down";

export const GET = defineRoute({
  permission: "devices.read",
  query: walkDownQuery,
  response: walkDownList,
  handler: ({ actor, query }) => getWalkDown(actor, query),
});
