import { shadowQueue } from "@/lib/contracts/shadow";
import { siteScope } from "@/lib/contracts/site-scope";
import { defineRoute } from "@/lib/http/define-route";
import { getShadowQueue } from "@/lib/services/shadow/get-shadow-queue";

export const GET = defineRoute({
  permission: "devices.read",
  query: siteScope,
  response: shadowQueue,
  handler: ({ actor, query }) => getShadowQueue(actor, query),
});
