import { gunzipSync } from "node:zlib";

/** JSON that was packed with gzip before, as it is, or unpacked for whoever does not take it so. */
export function packedAnswer(request: Request, packed: Uint8Array): Response {
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers.get("accept-encoding") ?? "");
  const headers = { "content-type": "application/json", vary: "accept-encoding" };
  return takesGzip
    ? new Response(new Uint8Array(packed), { headers: { ...headers, "content-encoding": "gzip" } })
    : new Response(new Uint8Array(gunzipSync(packed)), { headers });
}
