import { workSuggestions } from "@/lib/contracts/maintenance";
import { defineRoute } from "@/lib/http/define-route";
import { suggestWork } from "@/lib/services/maintenance/suggest-work";

export const GET = defineRoute({
  permission: "findings.read",
  response: workSuggestions,
  handler: ({ actor }) => suggestWork(actor),
});
