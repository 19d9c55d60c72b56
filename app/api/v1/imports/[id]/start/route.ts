import { importDetail, importParams, startImport as startImportBody } from "@/lib/contracts/imports";
import { defineRoute } from "@/lib/http/define-route";
import { startImport } from "@/lib/services/imports/start-import";

export const POST = defineRoute({
  permission: "imports.create",
  params: importParams,
  body: startImportBody,
  response: importDetail,
  handler: ({ actor, params, body }) => startImport(actor, params.id, body),
});
