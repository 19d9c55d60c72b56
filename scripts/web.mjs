/**
 * The web process: Next behind the few checks that it cannot make itself, because they come before its router or
 * concern the connection. Listens on loopback; a reverse proxy may stand before it.
 */
import next from "next";
import { createFront } from "./lib/front.mjs";
import { ROOT } from "./lib/paths.mjs";

const CLOSE_WITHIN_MS = 3_000;

/** A person, or the browser, has given up by then. The worker and the command line have no such limit. */
process.env.SIGHTGLASS_STATEMENT_SECONDS ||= "180";
/** So long somebody who asks is left in the dark when a table is held, say by maintenance of the database. */
process.env.SIGHTGLASS_LOCK_SECONDS ||= "5";

const hostname = "127.0.0.1";
const port = Number(process.env.PORT ?? 3000);

const app = next({ dev: false, dir: ROOT, hostname, port });
const handle = app.getRequestHandler();

// lib/config/env.ts says what is wrong with an address that is none.
const address = process.env.SIGHTGLASS_URL ?? "";
const server = createFront(handle, URL.canParse(address) ? new URL(address) : undefined);

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
