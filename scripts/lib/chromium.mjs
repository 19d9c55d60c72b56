/** The browser of the end-to-end tests: the one CHROMIUM_PATH names, or the one that npm installed. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CACHE, ROOT } from "./paths.mjs";
import { run } from "./run.mjs";
import { StartError } from "./start-error.mjs";

/** @returns {Promise<{ executablePath: string, env: Record<string, string> }>} env: what it needs besides process.env */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new StartError(`CHROMIUM_PATH is ${given}, and no file is there.`);
    return { executablePath: given, env: {} };
  }
  const folder = await unpack();
  const executablePath = join(folder, "chromium");
  const fonts = existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: join(folder, "fonts") };
  const libraries = { LD_LIBRARY_PATH: join(folder, "al2023/lib") };
  for (const env of [fonts, { ...fonts, ...libraries }]) {
    if (await starts(executablePath, env)) return { executablePath, env };
  }
  throw new StartError(`${executablePath} does not start here; set CHROMIUM_PATH to a Chromium that does.`);
}

async function unpack() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new StartError("npm brings a Chromium for Linux on x64 only; set CHROMIUM_PATH to one of this machine.");
  }
  const manifest = join(ROOT, "node_modules/@sparticuz/chromium/package.json");
  if (!existsSync(manifest)) throw new StartError("The test tools are not installed; run `npm ci` first.");
  const { version } = JSON.parse(readFileSync(manifest, "utf8"));
  const folder = join(CACHE, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  // Aside and renamed, so that an interrupted unpacking does not pass for a browser.
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    const env = { ...process.env, TMPDIR: unfinished };
    await run("Unpacking Chromium", process.execPath, [join(ROOT, "scripts/lib/unpack-chromium.mjs")], { env });
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function starts(executablePath, env) {
  try {
    await promisify(execFile)(executablePath, ["--version"], { env: { ...process.env, ...env }, timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}
