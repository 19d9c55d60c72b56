import { defineRoute } from "@/lib/http/define-route";
import { fileResponse } from "@/lib/http/file-response";
import { exportRisk } from "@/lib/services/risk/export-risk";

export const GET = defineRoute({
  permission: "exports.read",
  response: null,
  handler: ({ actor }) => fileResponse(exportRisk(actor), "risk", "json"),
});
