import { linkPurpose, linkPurposeRequest } from "@/lib/contracts/session";
import { defineRoute } from "@/lib/http/define-route";
import { takeLinkTry } from "@/lib/http/sign-in-limit";
import { getLinkPurpose } from "@/lib/services/session/get-link-purpose";

/** Only asks, and is a POST all the same: a token in an address would stand in the log of every proxy on the way. */
export const POST = defineRoute({
  permission: "public",
  body: linkPurposeRequest,
  response: linkPurpose,
  handler: async ({ body, request }) => {
    takeLinkTry(request);
    return getLinkPurpose(body.token);
  },
});
