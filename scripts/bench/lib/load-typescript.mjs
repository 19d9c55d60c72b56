/** Bundles TypeScript of the product for plain Node and imports it, so that a benchmark runs what ships. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CACHE, ROOT } from "../../lib/paths.mjs";

/**
 * @param {(string | [string, string])[]} paths of modules below the root, without suffix; with a name before it, what a
 *   module exports stands under that name, as modules that export the same names need it
 * @returns {Promise<Record<string, unknown>>} all that they export
 */
export async function loadTypescript(paths) {
  const esbuild = await import("esbuild");
  const { mkdirSync } = await import("node:fs");
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, "bench-"));
  try {
    await esbuild.build({
      absWorkingDir: ROOT,
      stdin: { contents: paths.map(exportOf).join("\n"), resolveDir: ROOT, loader: "ts" },
      outfile: join(folder, "bench.mjs"),
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
      alias: { "server-only": join(ROOT, "node_modules/server-only/empty.js") },
      logLevel: "error",
    });
    return await import(pathToFileURL(join(folder, "bench.mjs")).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function exportOf(path) {
  return typeof path === "string" ? `export * from "./${path}";` : `export * as ${path[0]} from "./${path[1]}";`;
}
