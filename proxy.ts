import { type NextRequest, NextResponse } from "next/server";

/**
 * The wall around pages: a content security policy with a fresh nonce, and nothing but reading. It decides nothing
 * about who may see what; services do.
 *
 * Next cuts request bodies at 10 MB on every path matched here, silently. So the API, where files arrive, is not
 * matched at all; next.config.ts gives its answers a policy that needs no nonce.
 */
export const config = { matcher: ["/((?!api/|_next/static/).*)"] };

export function proxy(request: NextRequest): NextResponse {
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new NextResponse("Pages can only be read.\n", { status: 405, headers: { Allow: "GET, HEAD" } });
  }
  // There are no server actions; whoever sends one is probing.
  if (request.headers.has("next-action")) {
    return new NextResponse("There are no server actions here.\n", { status: 400 });
  }

  // No text of ours has a NUL, and PostgreSQL refuses it: a page that looked for one would fail.
  if (`${request.nextUrl.pathname}${request.nextUrl.search}`.includes("%00")) {
    return new NextResponse("The address holds a sign that is no text (%00). Take it out.\n", { status: 400 });
  }

  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  // Next reads the nonce from the request's policy, so a policy that came from outside must never survive.
  headers.delete("content-security-policy-report-only");
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  // Where to go on after signing in; lib/auth/session.ts reads it. Whatever stood there from outside is overwritten.
  headers.set("x-asked-path", askedPath(request));

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function askedPath({ nextUrl }: NextRequest): string {
  const search = new URLSearchParams(nextUrl.search);
  search.delete("_rsc");
  return search.size > 0 ? `${nextUrl.pathname}?${search}` : nextUrl.pathname;
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${developmentOnly(" 'unsafe-eval'")}`,
    `style-src-elem 'self' 'nonce-${nonce}'${developmentOnly(" 'unsafe-inline'")}`,
    // Recharts and React place elements with style attributes; attributes cannot carry a nonce.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${developmentOnly(" ws:")}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** `next dev` evaluates code and injects styles to reload them; a production build never does. */
function developmentOnly(source: string): string {
  // biome-ignore lint/style/noProcessEnv: the bundler replaces this constant, so no build reads the environment
  return process.env.NODE_ENV === "development" ? source : "";
}
