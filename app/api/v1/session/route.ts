import { claimedBrowserOf } from "@/lib/auth/known-browser";
import { endedSessionCookie, sessionCookie, sessionTokenOf } from "@/lib/auth/session-cookie";
import { session, signIn as signInInput, signOutQuery } from "@/lib/contracts/session";
import { AppError } from "@/lib/domain/errors";
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
    const browser = await findKnownBrowser(body.email, claimedBrowserOf(request));
    const giveBack = takeSignInTry(request, body.email, browser);
    const { actor, token, browserCookie } = await signIn(body).catch((error) => {
      // While the database is away nobody learns anything of the password, and nobody shall be locked out by trying.
      if (error instanceof AppError && error.code === "unavailable") giveBack();
      throw error;
    });
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
