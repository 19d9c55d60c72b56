import { captureRetention, captureSettings } from "@/lib/contracts/settings";
import { defineRoute } from "@/lib/http/define-route";
import { getCaptureSettings } from "@/lib/services/settings/get-capture-settings";
import { saveCaptureSettings } from "@/lib/services/settings/save-capture-settings";

export const GET = defineRoute({
  permission: "imports.read",
  response: captureSettings,
  handler: ({ actor }) => getCaptureSettings(actor),
});

export const PUT = defineRoute({
  permission: "settings.edit",
  body: captureRetention,
  response: captureSettings,
  handler: ({ actor, body }) => saveCaptureSettings(actor, body),
});
