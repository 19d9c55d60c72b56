import { csvPreview, importFileParams } from "@/lib/contracts/imports";
import { defineRoute } from "@/lib/http/define-route";
import { previewCsvFile } from "@/lib/services/imports/preview-csv";

export const GET = defineRoute({
  permission: "imports.create",
  params: importFileParams,
  response: csvPreview,
  handler: ({ actor, params }) => previewCsvFile(actor, params.id, params.n),
});
