import { flowRetention, flowSettings } from "@/lib/contracts/settings";
import { defineRoute } from "@/lib/http/define-route";
import { getFlowSettings, saveFlowSettings } from "@/lib/services/settings/flow-settings";

export const GET = defineRoute({
  permission: "imports.read",
  response: flowSettings,
  handler: ({ actor }) => getFlowSettings(actor),
});

export const PUT = defineRoute({
  permission: "settings.edit",
  body: flowRetention,
  response: flowSettings,
  handler: ({ actor, body }) => saveFlowSettings(actor, body),
});
