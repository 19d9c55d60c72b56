/** Answers as soon as requests are served. Public and empty on purpose: it says nothing about the installation. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
