/**
 * One installation for each database. Uploads, kept packets and fingerprints lie in the data folder of one machine, so
 * a second worker would take imports whose files it does not have, and a second web server would show packets as lost.
 * Who runs holds a lock in the database itself: that is where two machines meet, whatever their clocks and folders say.
 */
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { StartError } from "./start-error.mjs";

/** Any constant beside that of migrations: it only has to be the same in every launcher. */
const ADVISORY_LOCK = 7261095;
const LOOK_EVERY_MS = 5_000;
const ANSWERS_WITHIN_MS = 10_000;
/** A launcher that was killed just now is noticed by PostgreSQL in a moment. */
const FREE_WITHIN_MS = 5_000;
/** After these a machine that lost its power or its network holds nothing any more; the system's own are two hours. */
const KEEPALIVES = "set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4";
const NAME = /^sightglass ([0-9a-f]{12}) (\d+) (.*)$/;

/** What tells one data folder from all others, wherever it is mounted; undefined before the first start with it. */
function readFolderId(dataFolder) {
  try {
    return /^[0-9a-f]{12}/.exec(readFileSync(fileOf(dataFolder), "utf8"))?.[0];
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** The same, made when it is missing. It travels with a backup. */
function folderId(dataFolder) {
  if (!readFolderId(dataFolder)) writeFileSync(fileOf(dataFolder), randomBytes(6).toString("hex"), { mode: 0o600 });
  return readFolderId(dataFolder);
}

const fileOf = (dataFolder) => join(dataFolder, "folder-id");

/**
 * Holds the database for this process until `release`, also through its restarts. Throws StartError when another
 * installation has it; when one took it while the database was away, that is fatal.
 * @param {string} databaseUrl
 * @param {{ data: string, onFatal: (error: Error) => void }} options
 * @returns {Promise<{ release: () => Promise<void> }>}
 */
export async function holdDatabase(databaseUrl, { data, onFatal }) {
  const name = `sightglass ${folderId(data)} ${process.pid} ${hostname()}`;
  const ended = new AbortController();
  const pause = (ms) => sleep(ms, undefined, { ref: false, signal: ended.signal }).catch(() => {});
  let client = await open(databaseUrl, name);
  for (const until = performance.now() + FREE_WITHIN_MS; !(await tryLock(client)); await pause(200)) {
    if (performance.now() < until) continue;
    const holder = await findHolder(client);
    await client.end();
    throw new StartError(`${sentenceOf(holder)} Stop that one first, or give this one a database of its own.`);
  }

  const watch = async () => {
    let backend = client.processID;
    for (;;) {
      await pause(LOOK_EVERY_MS);
      if (ended.signal.aborted) return;
      if (client && (await answers(client))) continue;
      client?.end().catch(() => {});
      client = await open(databaseUrl, name).catch(() => undefined);
      if (!client) continue;
      if (await tryLock(client).catch(() => false)) {
        backend = client.processID;
        continue;
      }
      const holder = await findHolder(client).catch(() => undefined);
      if (holder && holder.backend !== backend) {
        onFatal(new StartError(`${sentenceOf(holder)} This one lost the database for a while, and ends.`));
        return;
      }
      // The server may take longer than we did to see that the old connection is gone: it holds the lock still.
      client.end().catch(() => {});
      client = undefined;
    }
  };
  const watching = watch();
  return {
    async release() {
      ended.abort();
      await watching;
      await client?.end().catch(() => {});
    },
  };
}

/**
 * Refuses what would read or write files beside a running installation whose files lie elsewhere.
 * @param {pg.Client} client
 * @param {string} dataFolder
 */
export async function requireOwnFolder(client, dataFolder) {
  const holder = await findHolder(client);
  if (!holder || holder.folder === readFolderId(dataFolder)) return;
  throw new StartError(
    `${sentenceOf(holder)} Its data folder is not ${dataFolder}: run the command on that machine, with SIGHTGLASS_DATA as it is there.`,
  );
}

async function open(connectionString, name) {
  const client = new pg.Client({
    connectionString,
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis: ANSWERS_WITHIN_MS,
    query_timeout: ANSWERS_WITHIN_MS,
  });
  // Told by the next question, too; unheard, the event would end the process.
  client.on("error", () => {});
  await client.connect();
  await client.query(KEEPALIVES);
  return client;
}

async function tryLock(client) {
  const { rows } = await client.query("select pg_try_advisory_lock($1) as done", [ADVISORY_LOCK]);
  return rows[0].done;
}

async function answers(client) {
  return client.query("select 1").then(
    () => true,
    () => false,
  );
}

/** Who has the lock; undefined when nobody does. */
async function findHolder(client) {
  const { rows } = await client.query(
    `select a.application_name as name, l.pid as backend from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.classid = 0 and l.objid = $1 and l.granted
        and l.database = (select oid from pg_database where datname = current_database())`,
    [ADVISORY_LOCK],
  );
  if (rows.length === 0) return undefined;
  const [, folder, pid, host] = NAME.exec(rows[0].name) ?? [];
  return { backend: rows[0].backend, folder, pid, host };
}

function sentenceOf(holder) {
  const where = holder?.host ? ` on ${holder.host} (process ${holder.pid})` : "";
  return `Another Sightglass${where} runs with this database, and one database serves one installation.`;
}
