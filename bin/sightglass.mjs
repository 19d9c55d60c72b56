#!/usr/bin/env node
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { bundle, bundleScript } from "../scripts/lib/bundle.mjs";
import { runBundle } from "../scripts/lib/compiled-bundle.mjs";
import { dataFolder, ROOT } from "../scripts/lib/paths.mjs";
import { StartError } from "../scripts/lib/start-error.mjs";

const FLAGS = [
  // A command runs for seconds: what V8 gains by putting functions into each other to its default depth does not come
  // back. Fewer of them take a third off its compiling, and nothing from the speed of long runs (docs/performance.md).
  "--max-inlined-bytecode-size-cumulative=300",
  // Of a flood's peak, more than half was rubbish that V8 had not collected yet.
  "--heap-growing-percent=40",
  // Of the thread that reads, which most files never fill: until then V8 need not look for what is rubbish there.
  "--initial-old-space-size=96",
  "--min-semi-space-size=4",
  // V8's own, which lib/cli/optimise-later.ts raises: compiled code is kept under the flags that it is looked for with.
  "--interrupt-budget=67584",
];

function setFlags() {
  for (const flag of FLAGS) setFlagsFromString(flag);
}

setFlags();

// As Node 21 and later say of themselves. Without it the database's client looks for a Cloudflare worker by making a
// `Response`, for which Node loads the whole of its HTTP client.
globalThis.navigator ??= { userAgent: `Node.js/${process.versions.node.split(".")[0]}` };

const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143 };

let database;
let ending;
/** Set by a command that has to finish something first; a second signal ends at once all the same. */
let finish;

/** What the command line may ask of the machine it runs on; loaded only by the commands that need it. */
const platform = {
  /** Also puts the address into DATABASE_URL, where the services look for it. */
  async acquireDatabase() {
    const { acquireDatabase } = await import("../scripts/lib/database.mjs");
    database = await acquireDatabase();
    process.env.DATABASE_URL = database.url;
    return database;
  },
  async requireMigrated(databaseUrl, { ofThisFolder }) {
    const { requireMigrated } = await import("../scripts/migrate.mjs");
    return requireMigrated(databaseUrl, ofThisFolder ? { data: dataFolder() } : {});
  },
  async migrate(databaseUrl) {
    const { deployMigrations } = await import("../scripts/migrate.mjs");
    return deployMigrations(databaseUrl);
  },
  async claimFolder(folder) {
    const { claimFolder } = await import("../scripts/lib/folder-claim.mjs");
    return claimFolder(folder);
  },
  whenAskedToEnd(work) {
    finish = work;
  },
};

/** Always leaves the database behind as it was found, also after Ctrl-C or a closed pipe. */
function end(exitCode) {
  ending ??= (async () => {
    await database?.release();
    await new Promise((resolve) => process.stdout.write("", resolve));
    process.exit(exitCode);
  })();
  return ending;
}

for (const [signal, exitCode] of Object.entries(SIGNAL_EXIT_CODES)) {
  process.on(signal, () => {
    const work = finish;
    finish = undefined;
    if (work) work();
    else end(exitCode);
  });
}
process.stdout.on("error", (error) => {
  // `sightglass export … | head` is a normal way to use it; on a full disk what stands there is not whole.
  const exitCode = error.code === "EPIPE" ? 0 : 1;
  if (exitCode !== 0) console.error(`sightglass: the output could not be written whole (${error.code}).`);
  database?.release().finally(() => process.exit(exitCode)) ?? process.exit(exitCode);
});

try {
  if (!existsSync(join(ROOT, "node_modules"))) throw new StartError("Run `npm ci` first: node_modules is missing.");
  process.env.SIGHTGLASS_DATA = dataFolder();
  const [command, ...args] = process.argv.slice(2);
  const script = bundleScript(await bundle("cli"));
  const { main } = runBundle(script, { purpose: command, restoreFlags: setFlags });
  await end(await main(command === undefined ? [] : [command, ...args], platform));
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  await end(1);
}
