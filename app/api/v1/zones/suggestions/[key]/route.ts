import { z } from "zod";
import { acceptedSuggestion, acceptSuggestionInput, dismissedSuggestion } from "@/lib/contracts/zone-suggestions";
import { defineRoute } from "@/lib/http/define-route";
import { acceptSuggestion } from "@/lib/services/zones/suggest/accept-suggestion";
import { dismissSuggestion } from "@/lib/services/zones/suggest/dismiss-suggestion";

const params = z.object({ key: z.uuid() });

/** Accepts it, or a part of it. */
export const POST = defineRoute({
  permission: "zones.edit",
  params,
  body: acceptSuggestionInput,
  response: acceptedSuggestion,
  status: 201,
  handler: ({ actor, params: { key }, body }) => acceptSuggestion(actor, key, body),
});

/** Keeps it away until the evidence changes. */
export const DELETE = defineRoute({
  permission: "zones.edit",
  params,
  response: dismissedSuggestion,
  handler: ({ actor, params: { key } }) => dismissSuggestion(actor, key),
});
