import { approvedLists } from "@/lib/contracts/lists";
import { defineRoute } from "@/lib/http/define-route";
import { listApprovedLists } from "@/lib/services/lists/reconcile-list";

export const GET = defineRoute({
  permission: "devices.read",
  response: approvedLists,
  handler: ({ actor }) => listApprovedLists(actor),
});
