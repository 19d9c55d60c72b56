import { sessionCookie } from "@/lib/auth/session-cookie";
import { redeemLink as redeemLinkInput, session } from "@/lib/contracts/session";
import { defineRoute } from "@/lib/http/define-route";
import { takeLinkTry } from "@/lib/http/sign-in-limit";
import { getSession } from "@/lib/services/session/get-session";
import { redeemLink } from "@/lib/services/session/redeem-link";

export const POST = defineRoute({
  permission: "public",
  body: redeemLinkInput,
  response: session,
  handler: async ({ body, request }) => {
    takeLinkTry(request);
    const { actor, token } = await redeemLink(body);
    return Response.json(session.parse(getSession(actor)), { headers: { "set-cookie": sessionCookie(token) } });
  },
});
