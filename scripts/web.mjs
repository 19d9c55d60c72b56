/**
 * The web process: Next behind the few checks that it cannot make itself, because they come before its router or
 * concern the connection. Listens on loopback; a reverse proxy may stand before it.
 */
import { createServer } from "node:http";
import next from "next";
import { ROOT } from "./lib/paths.mjs";
import { SECURITY_HEADERS } from "./lib/security-headers.mjs";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Headers by which Next steers itself. From outside they are attempts to skip a check. */
const INTERNAL_HEADERS = /^(x-middleware-|x-nextjs-|x-invoke-|x-matched-path$|x-now-route-matches$|x-action-)/;

const HEADERS_WITHIN_MS = 20_000;
const CLOSE_WITHIN_MS = 3_000;

/** A person, or the browser, has given up by then. The worker and the command line have no such limit. */
process.env.SIGHTGLASS_STATEMENT_SECONDS ||= "180";

const hostname = "127.0.0.1";
const port = Number(process.env.PORT ?? 3000);

const app = next({ dev: false, dir: ROOT, hostname, port });
const handle = app.getRequestHandler();

function refuse(response, status, headers = {}) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close", ...headers });
  response.end();
}

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

function stop() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  // Progress streams stay open as long as somebody looks at them.
  setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS).unref();
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

server.once("error", (error) => {
  console.error(error.code === "EADDRINUSE" ? `EADDRINUSE: port ${port} is taken` : error);
  process.exit(1);
});
await app.prepare();
server.listen(port, hostname);
