import { listenedDays } from "@/lib/contracts/seen-days";
import { defineRoute } from "@/lib/http/define-route";
import { getListenedDays } from "@/lib/services/coverage/get-listened-days";

export const GET = defineRoute({
  permission: "devices.read",
  response: listenedDays,
  handler: ({ actor }) => getListenedDays(actor),
});
