import { importDetail, importParams } from "@/lib/contracts/imports";
import { defineRoute } from "@/lib/http/define-route";
import { getImport } from "@/lib/services/imports/get-import";

export const GET = defineRoute({
  permission: "imports.read",
  params: importParams,
  response: importDetail,
  handler: ({ actor, params }) => getImport(actor, params.id),
});
