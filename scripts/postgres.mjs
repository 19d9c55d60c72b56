/**
 * Starts the PostgreSQL that npm installed, on loopback only, with a random password, in a folder of ours.
 * Node built-ins only: it also runs before anything else of the installation is in place.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, closeSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hasLiveLease, takeLease, withFolderLock } from "./lib/folder-lease.mjs";
import { keepPreviousLog, openEmptyLog } from "./lib/log-file.mjs";
import { isFree } from "./lib/ports.mjs";
import { findBinaries, unprivileged } from "./lib/postgres-binaries.mjs";
import { disownServerFile, livingServer, readServerFile, serves } from "./lib/postmaster.mjs";
import { isAlive } from "./lib/process-identity.mjs";
import { StartError, sentenceForFileError } from "./lib/start-error.mjs";

const DATABASE = "sightglass";
const USER = "sightglass";
/** After a crash it first brings up to date what it has logged: up to max_wal_size, on a disk that may be slow. */
const READY_WITHIN_MS = 10 * 60_000;
/** A statement that outlived its server runs to its end, or to where it next waits for something. */
const LAST_STATEMENTS_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 30_000;
/** What PostgreSQL says while one of the processes of the server before it runs still. */
const NOT_GONE_YET = /shared memory block .* still in use/;

/** Small machines first: enough for a 10,000-device inventory, little enough for a laptop. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "256MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "2GB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** Tests throw their database away, so they need not wait for the disk; what is created and filled at once is not logged. */
const THROWAWAY_SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
};

/**
 * @param {{ dataDir: string, port?: number, throwaway?: boolean }} options
 * @returns {Promise<{ url: string, stop: () => Promise<void>, isRunning: () => boolean, startAgain: () => Promise<void> }>}
 *   `startAgain` is for a server that ended without being asked: the new one has the same address.
 */
export async function startPostgres({ dataDir, port, throwaway = false }) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const binaries = await findBinaries();
    const runner = unprivileged(binaries);
    if (runner.ownerId !== undefined) chownSync(dataDir, runner.ownerId, runner.ownerId);
    const lease = takeLease(dataDir, randomBytes(4).toString("hex"));
    try {
      const how = { dataDir, binaries, runner, throwaway };
      const server = await withFolderLock(dataDir, async () => {
        await ensureCluster(how);
        return (await adopt(dataDir, lease)) ?? (await launch({ ...how, port }));
      });
      const password = readFileSync(join(dataDir, "password"), "utf8");
      let stopping;
      return {
        url: `postgresql://${USER}:${password}@127.0.0.1:${server.port}/${DATABASE}`,
        stop: () => {
          stopping ??= leave(dataDir, lease, binaries, runner);
          return stopping;
        },
        isRunning: () => livingServer(dataDir) !== undefined,
        startAgain: () =>
          withFolderLock(dataDir, async () => {
            if (stopping) return;
            const other = await adopt(dataDir, lease);
            if (other && other.port !== server.port) {
              throw new StartError(
                "Another process has started the database again, at another port: start again, too.",
              );
            }
            if (!other) await launch({ ...how, port: server.port });
          }),
      };
    } catch (error) {
      lease.release();
      throw error;
    }
  } catch (error) {
    if (error instanceof StartError) throw error;
    const sentence = sentenceForFileError(error, `The database folder ${dataDir}`);
    throw sentence ? new StartError(sentence, { cause: error }) : error;
  }
}

async function ensureCluster({ dataDir, binaries, runner, throwaway }) {
  const cluster = join(dataDir, "cluster");
  if (existsSync(cluster)) {
    assertUsable(cluster);
    if (!existsSync(join(dataDir, "password"))) {
      throw new StartError(
        `${join(dataDir, "password")} is missing, without which nobody signs in to the database beside it; restore it from the backup that the rest is from.`,
      );
    }
    return;
  }
  // Built aside and renamed, so that an interrupted first start leaves nothing that looks like a database.
  const unfinished = join(dataDir, "cluster.new");
  rmSync(unfinished, { recursive: true, force: true });
  const passwordFile = join(dataDir, "password");
  writeFileSync(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
  if (runner.ownerId !== undefined) chownSync(passwordFile, runner.ownerId, runner.ownerId);

  const initdb = ["-D", unfinished, "-U", USER, "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"];
  initdb.push("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums");
  if (throwaway) initdb.push("--no-sync");
  await run(runner, binaries.initdb, initdb, "");
  await run(runner, binaries.postgres, ["--single", "-D", unfinished, "postgres"], `create database ${DATABASE}\n`);
  renameSync(unfinished, cluster);
}

function assertUsable(cluster) {
  let version;
  try {
    version = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  } catch (cause) {
    throw new StartError(
      `The database folder ${cluster} is damaged (no PG_VERSION in it); restore it from a backup, or move it away to start empty.`,
      { cause },
    );
  }
  if (version !== "18") {
    throw new StartError(
      `The database folder ${cluster} was written by PostgreSQL ${version}, and Sightglass brings PostgreSQL 18; move it away, or set DATABASE_URL to a PostgreSQL ${version}.`,
    );
  }
}

/**
 * A server that outlived its launcher is taken over. The file of one that is dead is left to PostgreSQL: by what stands in
 * it, it notices a statement of the dead server that still writes.
 */
async function adopt(dataDir, lease) {
  for (const until = Date.now() + READY_WITHIN_MS; ; await sleep(50)) {
    const named = readServerFile(dataDir);
    if (!named) return undefined;
    const living = isAlive(named.pid) ? livingServer(dataDir) : undefined;
    if (!living || !serves(living, join(dataDir, "cluster"))) {
      if (living) lease.dropOthers();
      disownServerFile(dataDir);
      return undefined;
    }
    // One that starts or stops just now is neither to be used nor to be disturbed.
    if (living.status === "ready") return { port: living.port };
    if (Date.now() > until) {
      throw new StartError(
        `PostgreSQL (process ${living.pid}) is ${living.status || "not ready"} since ${READY_WITHIN_MS / 60_000} minutes; its log is ${logOf(dataDir)}.`,
      );
    }
  }
}

function logOf(dataDir) {
  return join(dataDir, "postgres.log");
}

async function launch({ dataDir, port, binaries, runner, throwaway }) {
  const chosen = port ?? (await portBefore(dataDir)) ?? (await freePort());
  const settings = { ...SETTINGS, ...(throwaway ? THROWAWAY_SETTINGS : {}), port: String(chosen) };
  const args = ["-D", join(dataDir, "cluster")];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const [command, wrapped, options] = runner.wrap(binaries.postgres, args);

  keepPreviousLog(logOf(dataDir));
  for (const until = Date.now() + LAST_STATEMENTS_WITHIN_MS; ; await sleep(500)) {
    const exit = await launchOnce({ dataDir, command, wrapped, options });
    if (exit === undefined) return { port: chosen };
    const log = readFileSync(logOf(dataDir), "utf8");
    if (!NOT_GONE_YET.test(log)) {
      throw new StartError(sentenceForLog(log, { dataDir, exit, port: chosen, portWasGiven: port !== undefined }));
    }
    if (Date.now() > until) {
      throw new StartError(
        `Statements of the PostgreSQL that ended before still run in ${dataDir} (processes named "postgres"); end them, and start again.`,
      );
    }
  }
}

/** That of a server which ended without being asked: processes that still know it by its address find the new one there. */
async function portBefore(dataDir) {
  const port = readServerFile(dataDir)?.port;
  return port > 0 && (await isFree(port, "127.0.0.1")) ? port : undefined;
}

/** Resolves when the server is ready, with nothing, or has ended, with how. */
async function launchOnce({ dataDir, command, wrapped, options }) {
  const log = openEmptyLog(logOf(dataDir));
  // Its own process group: Ctrl-C in a terminal reaches the whole group of the launcher, and the database
  // has to outlive the processes that are still writing to it.
  const child = spawn(command, wrapped, { ...options, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  child.unref();

  let exit;
  child.once("error", (error) => {
    exit = error.message;
  });
  child.once("exit", (code, signal) => {
    exit = signal ?? `code ${code}`;
  });
  for (const until = Date.now() + READY_WITHIN_MS; ; await sleep(20)) {
    const state = readServerFile(dataDir);
    if (state?.pid === child.pid && state.status === "ready") return undefined;
    if (exit !== undefined) return exit;
    if (Date.now() > until) {
      child.kill("SIGINT");
      throw new StartError(
        `PostgreSQL was not ready within ${READY_WITHIN_MS / 60_000} minutes; its log is ${logOf(dataDir)}.`,
      );
    }
  }
}

async function leave(dataDir, lease, binaries, runner) {
  await withFolderLock(dataDir, async () => {
    lease.release();
    if (hasLiveLease(dataDir)) return;
    const state = livingServer(dataDir);
    if (!state) return;
    if (process.platform === "win32") {
      await run(runner, binaries.pgCtl, ["stop", "-m", "fast", "-D", join(dataDir, "cluster")], "");
      return;
    }
    process.kill(state.pid, "SIGINT");
    const deadline = Date.now() + STOP_WITHIN_MS;
    while (livingServer(dataDir)?.pid === state.pid) {
      if (Date.now() > deadline) {
        throw new StartError(`PostgreSQL (process ${state.pid}) did not stop within ${STOP_WITHIN_MS / 1000} s.`);
      }
      await sleep(20);
    }
  });
}

function sentenceForLog(log, { dataDir, exit, port, portWasGiven }) {
  if (/No space left on device/.test(log)) {
    return `No disk space is left for the database in ${dataDir}; free some space and start again.`;
  }
  if (/Address already in use|could not bind/.test(log)) {
    return portWasGiven
      ? `Port ${port} for the database is taken; choose another one.`
      : `Port ${port} for the database was taken in the same moment; start again.`;
  }
  const fatal = lastSentence(log).split("\n")[0];
  const why = `The database in ${dataDir} does not start (${fatal || exit})`;
  if (/invalid permissions/.test(log)) {
    return `${why}: nobody but its owner may read it. Set that with: chmod -R go= ${quoted(dataDir)}`;
  }
  if (/Permission denied|has wrong ownership/.test(log)) {
    return `${why}: it belongs to another user. Start Sightglass as that user, or give the folder to the one who starts it (chown -R).`;
  }
  if (/valid checkpoint record|could not open (file|directory)|No such file or directory|invalid page/.test(log)) {
    return `${why}: its files are not whole, as of a copy that was cut off or made while it ran. Restore them from a whole backup; ${logOf(dataDir)} says more.`;
  }
  return `${why}; its log is ${logOf(dataDir)}.`;
}

/** As a shell takes it. */
function quoted(path) {
  return `'${path.replaceAll("'", "'\\''")}'`;
}

function run(runner, program, args, input) {
  const [command, wrapped, options] = runner.wrap(program, args);
  return new Promise((resolve, reject) => {
    const child = spawn(command, wrapped, { ...options, stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(output);
      else if (/No space left on device/.test(output)) {
        reject(new StartError("No disk space is left to create the database; free some space and start again."));
      } else if (runner.ownerId !== undefined && /Permission denied/.test(output)) {
        reject(
          new StartError(
            "PostgreSQL refuses to run as root, and no other user may enter the database folder: start Sightglass as an ordinary user, or set SIGHTGLASS_DATA to a folder that others may enter.",
          ),
        );
      } else {
        reject(new StartError(`The database could not be created: ${lastSentence(output) || `exit code ${code}`}`));
      }
    });
  });
}

function lastSentence(output) {
  return (/(?:error|FATAL|PANIC):\s+(.+)/.exec(output)?.[1] ?? output).trim();
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
