import { prioritySettings } from "@/lib/contracts/settings";
import { defineRoute } from "@/lib/http/define-route";
import { getPrioritySettings, savePrioritySettings } from "@/lib/services/settings/priority-settings";

export const GET = defineRoute({
  permission: "findings.read",
  response: prioritySettings,
  handler: ({ actor }) => getPrioritySettings(actor),
});

export const PUT = defineRoute({
  permission: "settings.edit",
  body: prioritySettings,
  response: prioritySettings,
  handler: ({ actor, body }) => savePrioritySettings(actor, body),
});
