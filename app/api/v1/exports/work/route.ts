import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportWork } from "@/lib/services/maintenance/export-work";

export const GET = defineRoute({
  permission: "exports.read",
  response: null,
  handler: ({ actor }) => fileResponse(exportWork(actor), "work", "csv"),
});
