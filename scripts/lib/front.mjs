/**
 * The checks that Next cannot make itself, because they come before its router or concern the connection. Every answer
 * passes here, also those of files and those that Next never sees.
 */
import { createServer } from "node:http";
import { isIP } from "node:net";
import { SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY } from "./security-headers.mjs";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Headers by which Next steers itself. From outside they are attempts to skip a check. */
const INTERNAL_HEADERS = /^(x-middleware-|x-nextjs-|x-invoke-|x-matched-path$|x-now-route-matches$|x-action-)/;

const HEADERS_WITHIN_MS = 20_000;

/**
 * Longer than a reverse proxy keeps a connection to us (nginx and Apache at most 60 s): of two that end one at the same
 * moment, the proxy's next request on it fails with a 502. Node's own five seconds meet every pause of a person.
 */
const RESTS_FOR_MS = 75_000;

/** Whoever sends part of a body and then nothing, or reads nothing of an answer, holds a connection for so long. */
const SILENT_FOR_MS = 120_000;

function refuse(response, status, { text = "", ...headers } = {}) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close", ...headers });
  response.end(text);
}

/** Whether what is escaped in a path is UTF-8. Next answers 500 where it is not, and writes a trace into the log. */
function isText(url) {
  try {
    decodeURIComponent(url.split("?", 1)[0]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a request was sent to a name of ours: the configured address, this machine, or a bare IP address. A page of
 * somebody else whose own name was made to lead to this machine (DNS rebinding) asks for that name, and would otherwise
 * be of one origin with us.
 */
function isOurs(host, { hostname }) {
  // Before HTTP/1.1 no name is said; no browser sends that.
  if (host === undefined) return true;
  const isName = /^[\w.:[\]-]+$/.test(host) && URL.canParse(`http://${host}`);
  const name = isName ? new URL(`http://${host}`).hostname : "";
  const isLocal = name === "localhost" || name.endsWith(".localhost");
  return name === hostname || isLocal || isIP(name.replace(/^\[|\]$/g, "")) !== 0;
}

/** @param {{ request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse } | undefined} open */
function isOurTurn(open) {
  return open?.request.complete && !open.response.writableFinished && !open.response.writableNeedDrain;
}

/**
 * @param {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => Promise<void>} handle
 * @param {URL} [url] under which people reach us (SIGHTGLASS_URL)
 * @returns {import("node:http").Server} not listening yet
 */
export function createFront(handle, url = new URL("http://127.0.0.1:3000")) {
  const headers = url.protocol === "https:" ? [...SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY] : SECURITY_HEADERS;
  /** The request that each connection last brought. */
  const opened = new WeakMap();
  const server = createServer((request, response) => {
    opened.set(request.socket, { request, response });
    for (const { key, value } of headers) response.setHeader(key, value);
    if (!METHODS.has(request.method)) return refuse(response, 405, { allow: [...METHODS].join(", ") });
    if (!request.url.startsWith("/") || !isText(request.url)) return refuse(response, 400);
    if (!isOurs(request.headers.host, url)) {
      return refuse(response, 421, {
        text: `Sightglass is not known by this name. It is reached at ${url.origin}; SIGHTGLASS_URL names another address.\n`,
      });
    }
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
  server.timeout = SILENT_FOR_MS;
  // Also comes when a connection has rested between two requests. An answer that we are still working on is waited for.
  server.on("timeout", (socket) => {
    if (!isOurTurn(opened.get(socket))) socket.destroy();
  });
  return server;
}
