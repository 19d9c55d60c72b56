import { deviceAdvisories } from "@/lib/contracts/findings";
import { defineRoute } from "@/lib/http/define-route";
import { idParams } from "@/lib/http/id-params";
import { listDeviceAdvisories } from "@/lib/services/findings/list-device-advisories";

export const GET = defineRoute({
  permission: "findings.read",
  params: idParams,
  response: deviceAdvisories,
  handler: ({ actor, params }) => listDeviceAdvisories(actor, params.id),
});
