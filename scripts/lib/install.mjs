/** Installs exactly what package-lock.json says, and only when it is not there yet. Node built-ins only. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";
import { run } from "./run.mjs";
import { StartError } from "./start-error.mjs";

const OLDEST_NODE = [20, 19];

export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new StartError(`Sightglass needs Node.js ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(ROOT, path), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** npm records what it installed; optional entries may be missing, because they may be for other platforms. */
function isInstalled(folder, { withTools }) {
  const wanted = readLock(join(folder, "package-lock.json"));
  const present = readLock(join(folder, "node_modules/.package-lock.json"));
  if (!wanted)
    throw new StartError(`${join(folder, "package-lock.json")} is missing or damaged; restore it from the repository.`);
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || ((entry.dev || entry.devOptional) && !withTools)) return true;
    const installed = present[path];
    return installed ? installed.version === entry.version : entry.optional || entry.devOptional;
  });
}

function hasTools() {
  return Object.values(readLock("node_modules/.package-lock.json") ?? {}).some(({ dev }) => dev);
}

/** Development tools are installed for tests only, but never taken away again. */
export async function ensureInstalled({ withTools, during }) {
  if (isInstalled(".", { withTools })) return;
  const omit = !withTools && !hasTools() ? ["--omit=dev"] : [];
  await during("Installing packages", () => npmCi(omit));
}

/** Tools that would be installed with every Sightglass, were they not a package of their own. */
export async function ensureTool(folder, { during }) {
  if (isInstalled(folder, { withTools: true })) return;
  await during(`Installing ${folder}`, () => npmCi(["--prefix", folder]));
}

function npmCi(options) {
  const args = ["ci", "--loglevel=error", "--no-fund", "--no-audit", "--no-progress", ...options];
  const npm = process.env.npm_execpath;
  const [command, prefix] = npm ? [process.execPath, [npm]] : [process.platform === "win32" ? "npm.cmd" : "npm", []];
  return run("Installing packages (npm ci)", command, [...prefix, ...args]);
}
