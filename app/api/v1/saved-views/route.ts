import { createSavedView, savedView, savedViews } from "@/lib/contracts/saved-views";
import { defineRoute } from "@/lib/http/define-route";
import { listSavedViews } from "@/lib/services/saved-views/list-saved-views";
import { saveView } from "@/lib/services/saved-views/save-view";

export const GET = defineRoute({
  permission: "devices.read",
  response: savedViews,
  handler: async ({ actor }) => ({ items: await listSavedViews(actor) }),
});

export const POST = defineRoute({
  permission: "views.edit",
  body: createSavedView,
  response: savedView,
  status: 201,
  handler: ({ actor, body }) => saveView(actor, body),
});
