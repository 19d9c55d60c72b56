/**
 * Registries sometimes publish a package before its per-platform parts. `npm install` then writes
 * a lock that works here and that `npm ci` refuses elsewhere, so a lock must name every one of them.
 * The same walk refuses entries without integrity, entries bound to one registry host, and install
 * scripts nobody decided about.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);

/** Every folder that has a lock of its own. */
const FOLDERS = ["./", "tools/prisma/"];

function readJson(path) {
  return JSON.parse(readFileSync(new URL(path, root), "utf8"));
}

const LOOSE_VERSION = /^[\^~><=*]|\s|^latest$/;

function isResolvable(packages, fromPath, name) {
  let base = fromPath;
  for (;;) {
    const candidate = base === "" ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (packages[candidate]?.version) return true;
    if (base === "") return false;
    const parent = base.lastIndexOf("/node_modules/");
    base = parent === -1 ? "" : base.slice(0, parent);
  }
}

function nameOf(path) {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

export function findLockProblems(manifest, packages) {
  const problems = [];
  for (const group of ["dependencies", "devDependencies", "optionalDependencies"]) {
    for (const [name, version] of Object.entries(manifest[group] ?? {})) {
      if (LOOSE_VERSION.test(version)) problems.push(`package.json: ${name} is not pinned (${version})`);
    }
  }
  for (const [path, entry] of Object.entries(packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!isResolvable(packages, path, name))
        problems.push(`${path || "package.json"}: ${name} is missing from the lock`);
    }
    if (path === "") continue;
    if (!entry.link && !entry.inBundle && !entry.integrity) problems.push(`${path}: no integrity hash`);
    if (entry.resolved) problems.push(`${path}: bound to one registry (${new URL(entry.resolved).host})`);
    if (entry.hasInstallScript && !(nameOf(path) in manifest.allowScripts)) {
      problems.push(`${path}: install script neither allowed nor denied in allowScripts`);
    }
  }
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let hasProblems = false;
  for (const folder of FOLDERS) {
    const { packages } = readJson(`${folder}package-lock.json`);
    const problems = findLockProblems(readJson(`${folder}package.json`), packages);
    for (const problem of problems) console.error(`${folder} ${problem}`);
    hasProblems ||= problems.length > 0;
    if (problems.length === 0) console.log(`lock of ${folder} complete: ${Object.keys(packages).length - 1} packages`);
  }
  if (hasProblems) process.exit(1);
}
