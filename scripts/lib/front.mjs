/**
 * The checks that Next cannot make itself, because they come before its router or concern the connection. Every answer
 * passes here, also those of files and those that Next never sees.
 */
import { createServer } from "node:http";
import { SECURITY_HEADERS } from "./security-headers.mjs";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Headers by which Next steers itself. From outside they are attempts to skip a check. */
const INTERNAL_HEADERS = /^(x-middleware-|x-nextjs-|x-invoke-|x-matched-path$|x-now-route-matches$|x-action-)/;

const HEADERS_WITHIN_MS = 20_000;

/**
 * Longer than a reverse proxy keeps a connection to us (nginx and Apache at most 60 s): of two that end one at the same
 * moment, the proxy's next request on it fails with a 502. Node's own five seconds meet every pause of a person.
 */
const RESTS_FOR_MS = 75_000;

function refuse(response, status, headers = {}) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close", ...headers });
  response.end();
}

/**
 * @param {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => Promise<void>} handle
 * @returns {import("node:http").Server} not listening yet
 */
export function createFront(handle) {
  const server = createServer((request, response) => {
    for (const { key, value } of SECURITY_HEADERS) response.setHeader(key, value);
    if (!METHODS.has(request.method)) return refuse(response, 405, { allow: [...METHODS].join(", ") });
    if (!request.url.startsWith("/")) return refuse(response, 400);
    for (const name of Object.keys(request.headers)) if (INTERNAL_HEADERS.test(name)) delete request.headers[name];
    handle(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) refuse(response, 500);
      else response.destroy();
    });
  });
  // A capture of a gigabyte over a slow line takes longer than Node's five minutes; slow headers have no excuse.
  server.requestTimeout = 0;
  server.headersTimeout = HEADERS_WITHIN_MS;
  server.keepAliveTimeout = RESTS_FOR_MS;
  return server;
}
