import { zonePreview, zonePreviewInput } from "@/lib/contracts/zones";
import { defineRoute } from "@/lib/http/define-route";
import { previewZone } from "@/lib/services/zones/preview-zone";

export const POST = defineRoute({
  permission: "zones.edit",
  body: zonePreviewInput,
  response: zonePreview,
  handler: ({ actor, body }) => previewZone(actor, body),
});
