import { changes, changesQuery } from "@/lib/contracts/changes";
import { defineRoute } from "@/lib/http/define-route";
import { listChanges } from "@/lib/services/changes/list-changes";

export const GET = defineRoute({
  permission: "devices.read",
  query: changesQuery,
  response: changes,
  handler: ({ actor, query }) => listChanges(actor, query),
});
