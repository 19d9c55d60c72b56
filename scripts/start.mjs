/**
 * `npm start` and `npm run demo`: from a bare checkout to a running Sightglass. Until the packages are installed,
 * this file and what it imports statically may use nothing but Node.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./lib/bundle.mjs";
import { claimFolder } from "./lib/folder-claim.mjs";
import { ensureInstalled, requireNode } from "./lib/install.mjs";
import { keepLogsBounded } from "./lib/log-file.mjs";
import { whenNpmIsGone } from "./lib/npm-gone.mjs";
import { dataFolder } from "./lib/paths.mjs";
import { choosePort } from "./lib/ports.mjs";
import { during, say } from "./lib/progress.mjs";
import { report, StartError, sentenceForFolderError } from "./lib/start-error.mjs";
import { superviseDatabase } from "./lib/supervise.mjs";
import { ensureWebBuild } from "./lib/web-build.mjs";

const HOST = "127.0.0.1";
const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const data = dataFolder();
const runningFile = join(data, "running.json");
const abort = new AbortController();
let claim;
let database;
let hold;
let installation;
let ending;

/** Children first, then the database they write to. A second signal does not wait for them. */
function end(exitCode) {
  if (ending) {
    installation?.kill();
    return ending;
  }
  ending = (async () => {
    abort.abort();
    await installation?.stop();
    await hold?.release();
    await database?.then((it) => it.release()).catch(() => {});
    if (claim) rmSync(runningFile, { force: true });
    claim?.release();
    process.exit(exitCode);
  })();
  return ending;
}

async function failWith(error) {
  if (ending) return ending;
  report(error);
  return end(1);
}

function readRunning() {
  try {
    return JSON.parse(readFileSync(runningFile, "utf8"));
  } catch {
    return undefined;
  }
}

function makeDataFolder() {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
  } catch (error) {
    const sentence = sentenceForFolderError(error, `The data folder ${data}`);
    throw sentence ? new StartError(sentence, { cause: error }) : error;
  }
}

/** Two would write the same files, and each would run a worker. */
async function claimData() {
  const outcome = await claimFolder(join(data, "started"));
  if (outcome.release) {
    claim = outcome;
    return;
  }
  const running = readRunning();
  const where = running?.pid === outcome.holder ? `already runs at ${running.url}` : "is just starting";
  throw new StartError(`Sightglass ${where} (process ${outcome.holder}) with the data folder ${data}.`);
}

async function prepareDatabase() {
  const { acquireDatabase } = await import("./lib/database.mjs");
  database = acquireDatabase();
  const server = await database;
  const { url } = server;
  const { holdDatabase } = await import("./lib/installation-hold.mjs");
  hold = await holdDatabase(url, { data, onFatal: failWith });
  const { deployMigrations } = await import("./migrate.mjs");
  const { listMigrations } = await import("./lib/migration-files.mjs");
  const applied = await deployMigrations(url);
  if (applied.length > 0) say(`Database ready, ${applied.length} migrations applied`);
  if (applied.length > 0 && !applied.includes(listMigrations()[0].name))
    say(
      "It was of an earlier version: the worker computes the inventory anew, and that version starts with it no more",
    );
  if (server.startAgain) superviseDatabase(server, { say, onFatal: failWith, isStopping: () => ending !== undefined });
  return url;
}

async function main() {
  const demo = process.argv.includes("--demo");
  requireNode();
  makeDataFolder();
  await claimData();
  // Said before minutes of building.
  if (process.env.PORT) await choosePort(HOST, { say });
  await ensureInstalled({ withTools: false, during });

  const isNew = !existsSync(join(data, "postgres/cluster"));
  if (process.env.DATABASE_URL) say("Connecting to your database");
  else say(`${isNew ? "Making a new, empty database" : "Starting the database"} in ${data}`);
  const [databaseUrl] = await Promise.all([
    prepareDatabase(),
    ensureWebBuild({ during, signal: abort.signal }),
    bundle("cli"),
  ]);

  const port = await choosePort(HOST, { say });
  const { startInstallation } = await import("./lib/installation.mjs");
  const { createSignInLink, loadSamplePlant } = await import("./lib/first-steps.mjs");
  say("Starting the web server and the worker");
  keepLogsBounded(["logs/web.log", "logs/worker.log", "postgres/postgres.log"].map((path) => join(data, path)));
  installation = await startInstallation({ databaseUrl, data, host: HOST, port, say, onFatal: failWith });
  await installation.ready();
  writeFileSync(runningFile, JSON.stringify({ pid: process.pid, url: installation.url }), { mode: 0o600 });

  const steps = { env: installation.env, demo, signal: abort.signal };
  const [link] = await Promise.all([createSignInLink(steps), demo && loadSamplePlant({ ...steps, during })]);
  say(`Sightglass is ready. Logs are in ${join(data, "logs")}; Ctrl-C stops it.`);
  console.log(`\n  ${link}\n\nThe link signs you in as the owner, once. Start again for a new one.`);
}

for (const [signal, exitCode] of Object.entries(SIGNAL_EXIT_CODES)) {
  process.on(signal, () => {
    if (!ending) say("Stopping");
    end(exitCode);
  });
}
whenNpmIsGone(() => end(SIGNAL_EXIT_CODES.SIGTERM));
main().catch(failWith);
