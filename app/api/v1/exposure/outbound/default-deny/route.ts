import { defaultDeny } from "@/lib/contracts/exposure";
import { defineRoute } from "@/lib/http/define-route";
import { listDefaultDeny } from "@/lib/services/exposure/list-default-deny";

export const GET = defineRoute({
  permission: "exposure.read",
  response: defaultDeny,
  handler: ({ actor }) => listDefaultDeny(actor),
});
