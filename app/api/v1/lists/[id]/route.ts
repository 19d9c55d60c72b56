import { listId, reconcilePage, reconcileQuery } from "@/lib/contracts/lists";
import { defineRoute } from "@/lib/http/define-route";
import { reconcileList } from "@/lib/services/lists/reconcile-list";

export const GET = defineRoute({
  permission: "devices.read",
  params: listId,
  query: reconcileQuery,
  response: reconcilePage,
  handler: ({ actor, params, query }) => reconcileList(actor, params.id, query),
});
