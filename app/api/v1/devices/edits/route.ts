import { deviceEdits, deviceEditsQuery } from "@/lib/contracts/device-edits";
import { defineRoute } from "@/lib/http/define-route";
import { readBody } from "@/lib/http/read-body";
import { applyDeviceEdits, previewDeviceEdits } from "@/lib/services/devices/edit-devices";

const MAX_BYTES = 64 * 1024 ** 2;

/** The raw bytes of a device CSV that people edited. */
export const POST = defineRoute({
  permission: "devices.annotate",
  query: deviceEditsQuery,
  response: deviceEdits,
  handler: async ({ actor, query: { mode, reason }, request }) => {
    const bytes = await readBody(request, MAX_BYTES);
    return mode === "apply" ? applyDeviceEdits(actor, bytes, reason as string) : previewDeviceEdits(actor, bytes);
  },
});
