/** Brings a database to the version of this program: `node scripts/migrate.mjs` or deployMigrations(url). */
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { applyMigrations } from "./lib/apply-migrations.mjs";
import { acquireDatabase } from "./lib/database.mjs";
import { listMigrations } from "./lib/migration-files.mjs";
import { report, StartError } from "./lib/start-error.mjs";
import { noteWholeSchema, requireWholeSchema } from "./lib/whole-schema.mjs";

/** Any constant: it only has to be the same in every process that migrates. */
const ADVISORY_LOCK = 7261094;

/**
 * Applies what is missing and returns the names of the migrations it applied. Refuses, without touching anything,
 * a database that a newer version has migrated, one with an unfinished migration, one with an altered history, and one
 * that was restored in part.
 * @param {string} databaseUrl
 * @returns {Promise<string[]>}
 */
export async function deployMigrations(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await connect(client);
  try {
    await client.query("select pg_advisory_lock($1)", [ADVISORY_LOCK]);
    const pending = pendingMigrations(listMigrations(), await readHistory(client));
    await applyMigrations(client, pending).catch((cause) => {
      throw new StartError(`A migration failed and was rolled back: ${cause.message}`, { cause });
    });
    // Behind versions that noted nothing.
    if (pending.length === 0) await noteWholeSchema(client);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/**
 * Refuses a database that does not have exactly the schema of this program, and with a data folder one that another
 * data folder's installation runs with.
 * @param {string} databaseUrl
 * @param {{ data?: string }} [options]
 */
export async function requireMigrated(databaseUrl, { data } = {}) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await connect(client);
  try {
    if (pendingMigrations(listMigrations(), await readHistory(client)).length > 0)
      throw new StartError("The database is not prepared for this version; run `sightglass migrate` first.");
    if (data === undefined) return;
    const { requireOwnFolder } = await import("./lib/installation-hold.mjs");
    await requireOwnFolder(client, data);
  } finally {
    await client.end();
  }
}

async function connect(client) {
  try {
    await client.connect();
  } catch (cause) {
    throw new StartError(`The database does not answer (${cause.message || cause.code}); check DATABASE_URL.`, {
      cause,
    });
  }
}

async function readHistory(client) {
  const { rows } = await client.query("select to_regclass('_prisma_migrations') is not null as exists");
  if (!rows[0].exists) return [];
  await requireWholeSchema(client);
  const history = await client.query(
    "select migration_name as name, checksum, finished_at is not null as finished from _prisma_migrations where rolled_back_at is null",
  );
  return history.rows;
}

export function pendingMigrations(ours, history) {
  const known = new Map(ours.map((migration) => [migration.name, migration]));
  const newer = history.find(({ name }) => !known.has(name));
  if (newer) {
    throw new StartError(
      `The database was migrated by a newer version of Sightglass (it has ${newer.name}); start that version, or restore the backup from before the upgrade.`,
    );
  }
  const unfinished = history.find(({ finished }) => !finished);
  if (unfinished) {
    throw new StartError(
      `The migration ${unfinished.name} failed half way; restore the backup from before the upgrade and start again.`,
    );
  }
  const altered = history.find(({ name, checksum }) => known.get(name).checksum !== checksum);
  if (altered) {
    throw new StartError(`The migration ${altered.name} is not the one that this database was built with.`);
  }
  const applied = new Set(history.map(({ name }) => name));
  return ours.filter(({ name }) => !applied.has(name));
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const database = await acquireDatabase();
    try {
      const applied = await deployMigrations(database.url);
      console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
    } finally {
      await database.release();
    }
    process.exit(0);
  } catch (error) {
    report(error);
    process.exit(1);
  }
}
