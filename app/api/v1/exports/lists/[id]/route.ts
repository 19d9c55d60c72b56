import { listId } from "@/lib/contracts/lists";
import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportReconciled } from "@/lib/services/lists/reconcile-list";

export const GET = defineRoute({
  permission: "exports.read",
  params: listId,
  response: null,
  handler: ({ actor, params }) => fileResponse(exportReconciled(actor, params.id), "reconciled-list", "csv"),
});
