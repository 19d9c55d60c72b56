/**
 * The worker and the command line run in plain Node, so their TypeScript is bundled, and only when a file that went
 * into the bundle has changed. Packages stay outside, since node_modules is there, but for some small ones (ALIASES).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { CACHE, ROOT } from "./paths.mjs";
import { releaseId } from "./release-id.mjs";
import { StartError } from "./start-error.mjs";

const ENTRIES = { cli: "lib/cli/main.ts", worker: "lib/jobs/worker-main.ts" };

const packageFile = (path) => join(ROOT, "node_modules", path);

const ALIASES = {
  // The real module throws outside a React server build, which these are not.
  "server-only": packageFile("server-only/empty.js"),
  // What every file that is read needs: Node takes longer to find and link their modules than to run them.
  "ipaddr.js": packageFile("ipaddr.js/lib/ipaddr.js"),
  saxes: packageFile("saxes/saxes.js"),
  "csv-parse/sync": packageFile("csv-parse/lib/sync.js"),
  xmlchars: packageFile("xmlchars"),
  "@noble/hashes": packageFile("@noble/hashes"),
  // Of its eighty modules every command needs some.
  zod: packageFile("zod/index.js"),
  "ae-cvss-calculator": packageFile("ae-cvss-calculator"),
};

/** Threads are bundles of their own beside the main file: `new Worker(new URL("./parse-thread.mjs", import.meta.url))`. */
const THREAD = /-thread\.ts$/;

/** A running process may still load chunks of the bundle that it started with. */
const KEPT_BUNDLES = 3;

/**
 * @param {"cli" | "worker"} name
 * @returns {Promise<string>} the file to import or to run
 */
export async function bundle(name) {
  const main = `${ENTRIES[name].slice(ENTRIES[name].lastIndexOf("/") + 1, -".ts".length)}.mjs`;
  const pointer = join(CACHE, `${name}.json`);
  const current = readPointer(pointer);
  if (current && isFresh(current)) return join(CACHE, current.folder, main);

  const folder = `${name}-${Date.now().toString(36)}-${process.pid}`;
  const inputs = await build(name, join(CACHE, folder));
  writeFileSync(`${pointer}.${process.pid}`, JSON.stringify({ folder, inputs }));
  renameSync(`${pointer}.${process.pid}`, pointer);
  removeOld(name, folder);
  return join(CACHE, folder, main);
}

export function isWritten(name) {
  return existsSync(join(ROOT, ENTRIES[name]));
}

function readPointer(pointer) {
  try {
    return JSON.parse(readFileSync(pointer, "utf8"));
  } catch {
    return undefined;
  }
}

function fingerprint(path) {
  const { mtimeMs, size } = statSync(resolve(ROOT, path));
  return `${mtimeMs}-${size}`;
}

function isFresh({ folder, inputs }) {
  try {
    return existsSync(join(CACHE, folder)) && inputs.every(([path, print]) => fingerprint(path) === print);
  } catch {
    return false;
  }
}

function threads() {
  return readdirSync(join(ROOT, "lib"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && THREAD.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

async function build(name, outdir) {
  if (!isWritten(name)) throw new StartError(`${ENTRIES[name]} is missing from this checkout.`);
  mkdirSync(outdir, { recursive: true });
  const [esbuild, release] = await Promise.all([import("esbuild"), releaseId()]);
  const options = {
    absWorkingDir: ROOT,
    entryPoints: [ENTRIES[name], ...threads()],
    entryNames: "[name]",
    outdir,
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    jsx: "automatic",
    outExtension: { ".js": ".mjs" },
    alias: ALIASES,
    define: { "process.env.SIGHTGLASS_RELEASE": JSON.stringify(release.id) },
    sourcemap: "linked",
    metafile: true,
    logLevel: "error",
  };
  const { metafile } = await esbuild.build(options).catch((cause) => {
    throw new StartError(`${ENTRIES[name]} could not be bundled; what is wrong stands above.`, { cause });
  });
  const inputs = new Set([
    "tsconfig.json",
    "scripts/lib/bundle.mjs",
    "package-lock.json",
    ...release.inputs,
    ...Object.keys(metafile.inputs),
  ]);
  const sources = [...inputs].filter((path) => !path.startsWith("node_modules/"));
  return sources.map((path) => [path, fingerprint(path)]);
}

function removeOld(name, current) {
  const old = readdirSync(CACHE)
    .filter((entry) => entry.startsWith(`${name}-`) && entry !== current)
    .sort()
    .slice(0, -(KEPT_BUNDLES - 1));
  for (const entry of old) rmSync(join(CACHE, entry), { recursive: true, force: true });
}
