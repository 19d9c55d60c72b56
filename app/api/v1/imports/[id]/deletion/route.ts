import { importDeletion, importParams } from "@/lib/contracts/imports";
import { defineRoute } from "@/lib/http/define-route";
import { previewImportDeletion } from "@/lib/services/imports/delete-import";

export const GET = defineRoute({
  permission: "imports.delete",
  params: importParams,
  response: importDeletion,
  handler: ({ actor, params }) => previewImportDeletion(actor, params.id),
});
