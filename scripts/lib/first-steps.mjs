/** What a new installation needs before a person can look at it; done by the command line, in a process of its own. */
import { join } from "node:path";
import { ROOT } from "./paths.mjs";
import { say } from "./progress.mjs";
import { run } from "./run.mjs";

const CLI = join(ROOT, "bin/sightglass.mjs");

/**
 * An address that signs in as the owner, once. The first one asks for the owner's account, unless it is for a demo.
 * @param {{ env: Record<string, string | undefined>, demo: boolean, signal?: AbortSignal }} options
 * @returns {Promise<string>}
 */
export async function createSignInLink({ env, demo, signal }) {
  const args = [CLI, "user", "link", ...(demo ? ["--make-owner"] : [])];
  const output = await run("Making the sign-in link", process.execPath, args, { env, signal });
  return output.trim().split("\n").at(-1);
}

/**
 * Takes the sample plant in through the ordinary import; quick when it is there already.
 * @param {{ env: Record<string, string | undefined>, during: typeof import("./progress.mjs").during, signal?: AbortSignal }} options
 */
export async function loadSamplePlant({ env, during, signal }) {
  const args = [CLI, "sample-plant", "--wait"];
  const onLine = (line) => say(`  ${line}`);
  await during("Loading the sample plant", () =>
    run("Loading the sample plant", process.execPath, args, { env, signal, onLine }),
  );
}
