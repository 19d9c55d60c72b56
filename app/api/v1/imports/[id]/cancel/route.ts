import { importDetail, importParams } from "@/lib/contracts/imports";
import { defineRoute } from "@/lib/http/define-route";
import { cancelImport } from "@/lib/services/imports/cancel-import";

export const POST = defineRoute({
  permission: "imports.create",
  params: importParams,
  response: importDetail,
  handler: ({ actor, params }) => cancelImport(actor, params.id),
});
