/**
 * The worker and the command line run in plain Node, so their TypeScript is bundled, and only when a file that went
 * into the bundle has changed. Packages stay outside, since node_modules is there, but for some small ones (ALIASES).
 * Entries and chunks are scripts, `main.cjs`, that compiled-bundle.mjs runs; a module `main.mjs` has it do so.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
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

/** Makes a script of a module: the function that compiled-bundle.mjs calls. */
const AS_SCRIPT = {
  format: "cjs",
  target: "node20",
  platform: "node",
  define: { "import.meta.url": "bundleUrl" },
  supported: { "dynamic-import": false },
  banner: "(function (exports, require, module, bundleUrl) {",
};

/**
 * The end of a script. What esbuild exports from one are two getters for each name, in case that a value changes later,
 * which none does: every call from one script into another went through both until V8 had optimised the caller.
 */
function footerOf(exported) {
  const fields = exported.map((name) => `${JSON.stringify(name)}: it[${JSON.stringify(name)}]`).join(", ");
  const values = `((it) => ({ ${fields} }))(module.exports)`;
  return `module.exports = Object.defineProperty(${values}, "__esModule", { value: true });\n})`;
}

/** A running process may still load chunks of the bundle that it started with. */
const KEPT_BUNDLES = 3;

/**
 * @param {"cli" | "worker"} name
 * @returns {Promise<string>} the module to run; what it runs lies beside it (`bundleScript`)
 */
export async function bundle(name) {
  const main = `${basename(ENTRIES[name], ".ts")}.mjs`;
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

/** @returns {string} the script of a module that `bundle` returned, for `runBundle` */
export function bundleScript(path) {
  return `${path.slice(0, -".mjs".length)}.cjs`;
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
  makeFolder(outdir);
  const [esbuild, release] = await Promise.all([import("esbuild"), releaseId()]);
  const entryPoints = [ENTRIES[name], ...threads()];
  const options = {
    absWorkingDir: ROOT,
    entryPoints,
    entryNames: "[name]",
    outdir,
    bundle: true,
    packages: "external",
    platform: "node",
    splitting: true,
    format: "esm",
    target: "node20",
    jsx: "automatic",
    alias: ALIASES,
    define: { "process.env.SIGHTGLASS_RELEASE": JSON.stringify(release.id) },
    write: false,
    metafile: true,
    logLevel: "error",
  };
  const { metafile, outputFiles } = await esbuild.build(options).catch((cause) => {
    throw new StartError(`${ENTRIES[name]} could not be bundled; what is wrong stands above.`, { cause });
  });
  await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      const { exports: exported } = metafile.outputs[relative(ROOT, path)];
      const { code } = await esbuild.transform(text, { ...AS_SCRIPT, footer: footerOf(exported) });
      writeFileSync(path.replace(/\.js$/, ".cjs"), code);
    }),
  );
  for (const entry of entryPoints) writeModule(join(outdir, `${basename(entry, ".ts")}.mjs`));
  const inputs = new Set([
    "tsconfig.json",
    "scripts/lib/bundle.mjs",
    "scripts/lib/compiled-bundle.mjs",
    "package-lock.json",
    ...release.inputs,
    ...Object.keys(metafile.inputs),
  ]);
  const sources = [...inputs].filter((path) => !path.startsWith("node_modules/"));
  return sources.map((path) => [path, fingerprint(path)]);
}

/** A service's account has no right to the program's folder, and needs none once somebody's first run has written here. */
function makeFolder(outdir) {
  try {
    mkdirSync(outdir, { recursive: true });
  } catch (cause) {
    throw new StartError(
      `This account may not write to ${CACHE} (${cause.code}), where the program is put together once after an ` +
        `installation or upgrade. Run "node ${join(ROOT, "bin/sightglass.mjs")} --version" as the owner of that folder.`,
      { cause },
    );
  }
}

function writeModule(path) {
  const runner = pathToFileURL(join(ROOT, "scripts/lib/compiled-bundle.mjs")).href;
  const script = JSON.stringify(`./${basename(bundleScript(path))}`);
  const lines = [
    `import { fileURLToPath } from "node:url";`,
    `import { runBundle } from ${JSON.stringify(runner)};`,
    `runBundle(fileURLToPath(new URL(${script}, import.meta.url)));`,
  ];
  writeFileSync(path, `${lines.join("\n")}\n`);
}

function removeOld(name, current) {
  const old = readdirSync(CACHE)
    .filter((entry) => entry.startsWith(`${name}-`) && entry !== current)
    .sort()
    .slice(0, -(KEPT_BUNDLES - 1));
  for (const entry of old) rmSync(join(CACHE, entry), { recursive: true, force: true });
}
