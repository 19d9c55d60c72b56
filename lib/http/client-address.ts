/**
 * The address a request came from, as our own web process (or a proxy before it) states it. A client can lie here, so
 * it only ever narrows a limit, and never stands for an identity.
 */
export function clientAddress(request: Request): string {
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 60) || "unknown";
}
