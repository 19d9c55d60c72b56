import { deletionQuery, importDeletion, importDetail, importParams } from "@/lib/contracts/imports";
import { defineRoute } from "@/lib/http/define-route";
import { deleteImport } from "@/lib/services/imports/delete-import";
import { getImport } from "@/lib/services/imports/get-import";

export const GET = defineRoute({
  permission: "imports.read",
  params: importParams,
  response: importDetail,
  handler: ({ actor, params }) => getImport(actor, params.id),
});

export const DELETE = defineRoute({
  permission: "imports.delete",
  params: importParams,
  query: deletionQuery,
  response: importDeletion,
  handler: ({ actor, params, query }) => deleteImport(actor, params.id, query),
});
