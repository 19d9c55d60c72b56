/**
 * How much JavaScript does the browser need before a route is alive? Reads the production build (and makes it where the
 * sources have changed): the runtime, every layout, error page and page of the route, each file once, compressed with
 * brotli as a reverse proxy would. What is loaded afterwards (charts, the command palette) does not count.
 *
 *   npm run bench:bundle
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { ROOT } from "../lib/paths.mjs";
import { during } from "../lib/progress.mjs";
import { ensureWebBuild } from "../lib/web-build.mjs";
import { Goals, printTable } from "./lib/report.mjs";

const MOST_KB = 180;
const BUILD = join(ROOT, ".next");
const MANIFEST = "_client-reference-manifest.js";

await ensureWebBuild({ during });
const sizes = new Map();
const { rootMainFiles } = JSON.parse(readFileSync(join(BUILD, "build-manifest.json"), "utf8"));
const routes = listRoutes().map(({ route, files }) => ({ route, bytes: sum(new Set([...rootMainFiles, ...files])) }));
routes.sort((a, b) => b.bytes - a.bytes || (a.route < b.route ? -1 : 1));

const kilobytes = (bytes) => Math.round(bytes / 102.4) / 10;
printTable(
  ["route", "KB brotli"],
  routes.map(({ route, bytes }) => [route, kilobytes(bytes)]),
);
console.log(`runtime alone: ${kilobytes(sum(rootMainFiles))} KB`);
const goals = new Goals();
goals.add(`first load of ${routes[0].route}, the largest`, kilobytes(routes[0].bytes), {
  atMost: MOST_KB,
  unit: " KB",
});
goals.print();

/** Each page that the build knows, and the files that its own manifest names for it and for what stands around it. */
function listRoutes() {
  const app = join(BUILD, "server/app");
  return readdirSync(app, { recursive: true })
    .filter((path) => path.endsWith(`page${MANIFEST}`))
    .flatMap((path) => {
      // The file assigns to a property of this global, by the page's name.
      const scope = { __RSC_MANIFEST: {} };
      new Function("globalThis", "self", readFileSync(join(app, path), "utf8"))(scope, scope);
      return Object.entries(scope.__RSC_MANIFEST).map(([page, { entryJSFiles }]) => ({
        route: page.replace(/\/\([^)]*\)/g, "").replace(/\/page$/, "") || "/",
        files: Object.values(entryJSFiles).flat(),
      }));
    });
}

function sum(files) {
  let bytes = 0;
  for (const file of files) {
    if (!sizes.has(file)) sizes.set(file, brotliCompressSync(readFileSync(join(BUILD, decodeURI(file)))).length);
    bytes += sizes.get(file);
  }
  return bytes;
}
