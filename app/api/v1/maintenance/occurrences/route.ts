import { occurrencePage, occurrenceQuery } from "@/lib/contracts/maintenance";
import { defineRoute } from "@/lib/http/define-route";
import { listOccurrences } from "@/lib/services/maintenance/list-occurrences";

export const GET = defineRoute({
  permission: "findings.read",
  query: occurrenceQuery,
  response: occurrencePage,
  handler: ({ actor, query }) => listOccurrences(actor, query),
});
