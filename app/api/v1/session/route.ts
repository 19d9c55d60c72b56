import { endedSessionCookie, sessionCookie, sessionTokenOf } from "@/lib/auth/session-cookie";
import { session, signIn as signInInput } from "@/lib/contracts/session";
import { defineRoute } from "@/lib/http/define-route";
import { takeSignInTry } from "@/lib/http/sign-in-limit";
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
    takeSignInTry(request, body.email);
    const { actor, token } = await signIn(body);
    return Response.json(session.parse(getSession(actor)), { headers: { "set-cookie": sessionCookie(token) } });
  },
});

export const DELETE = defineRoute({
  permission: "signed-in",
  response: null,
  handler: async ({ actor, request }) => {
    await signOut(actor, sessionTokenOf(request) ?? "");
    return new Response(null, { status: 204, headers: { "set-cookie": endedSessionCookie() } });
  },
});
