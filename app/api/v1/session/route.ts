import { claimedBrowserOf } from "@/lib/auth/known-browser";
import { endedSessionCookie, sessionCookie, sessionTokenOf } from "@/lib/auth/session-cookie";
import { session, signIn as signInInput, signOutQuery } from "@/lib/contracts/session";
import { defineRoute } from "@/lib/http/define-route";
import { takeSignInTry } from "@/lib/http/sign-in-limit";
import { findKnownBrowser } from "@/lib/services/session/find-known-browser";
import { getSession } from "@/lib/services/session/get-session";
import { signIn } from "@/lib/services/session/sign-in";
import { signOut } from "@/lib/services/session/sign-out";

export const GET = defineRoute({
  permission: "signed-in",
  response: session,
  handler: async ({ actor }) => getSession(actor),
});

export const POST = defineRoute({
  permission: "public",
  body: signInInput,
  response: session,
  handler: async ({ body, request }) => {
    takeSignInTry(request, body.email, await findKnownBrowser(body.email, claimedBrowserOf(request)));
    const { actor, token, browserCookie } = await signIn(body);
    const response = Response.json(session.parse(getSession(actor)));
    for (const cookie of [sessionCookie(token), browserCookie]) response.headers.append("set-cookie", cookie);
    return response;
  },
});

export const DELETE = defineRoute({
  permission: "signed-in",
  query: signOutQuery,
  response: null,
  handler: async ({ actor, query, request }) => {
    await signOut(actor, sessionTokenOf(request) ?? "", query.everywhere === "true");
    return new Response(null, { status: 204, headers: { "set-cookie": endedSessionCookie() } });
  },
});
