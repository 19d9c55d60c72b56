import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT } from "./paths.mjs";
import { run } from "./run.mjs";

const FOLDERS = ["app", "components", "lib", "public"];
const FILES = ["proxy.ts", "next.config.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json"];
const NOT_BUILT = /\.(test|itest)\.tsx?$|^lib\/(cli|testing)\//;
const STAMP = ".next/sightglass-sources";

/** One hash of everything that a build is made from. */
function sourcesHash() {
  const paths = FILES.filter((path) => existsSync(join(ROOT, path)));
  for (const folder of FOLDERS.filter((name) => existsSync(join(ROOT, name)))) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) paths.push(relative(ROOT, join(entry.parentPath, entry.name)));
    }
  }
  const hash = createHash("sha256").update(process.version);
  for (const path of paths.filter((it) => !NOT_BUILT.test(it)).sort()) {
    const text = readFileSync(join(ROOT, path));
    hash.update(`${path}\0${text.length}\0`).update(text);
  }
  return hash.digest("hex");
}

function builtFrom() {
  try {
    return readFileSync(join(ROOT, STAMP), "utf8");
  } catch {
    return undefined;
  }
}

export async function ensureWebBuild({ during, signal }) {
  const sources = sourcesHash();
  if (builtFrom() === sources) return false;
  // Removed first: an interrupted build must not pass for a finished one.
  rmSync(join(ROOT, STAMP), { force: true });
  const next = join(ROOT, "node_modules/next/dist/bin/next");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await during("Building the web application", () =>
    run("The web build", process.execPath, [next, "build"], { env, signal }),
  );
  writeFileSync(join(ROOT, STAMP), sources);
  return true;
}
