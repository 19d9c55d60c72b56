/**
 * Migrations and the note that they were applied, in one transaction each: whenever a process or the machine ends, a
 * migration has been applied and is noted, or nothing of it is there. Prisma's own engine notes that it begins, runs one
 * statement after the other and notes that it is done; what was killed in between nobody could go on with.
 */
import { noteWholeSchema } from "./whole-schema.mjs";

/** As Prisma makes it, so that its tools understand the history. */
const HISTORY = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

/**
 * Applies them in order. When one fails, those before it stay, and nothing of it does.
 * @param {import("pg").Client} client
 * @param {readonly { name: string, sql: string, checksum: string }[]} migrations
 */
export async function applyMigrations(client, migrations) {
  await client.query(HISTORY);
  for (const migration of migrations) {
    await client.query("begin");
    try {
      await client.query(migration.sql);
      await client.query(
        `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
         values (gen_random_uuid(), $1, $2, now(), clock_timestamp(), 1)`,
        [migration.checksum, migration.name],
      );
      await noteWholeSchema(client);
      await client.query("commit");
    } catch (error) {
      // The connection may be what failed; then the server has rolled it back already.
      await client.query("rollback").catch(() => {});
      throw new Error(`${migration.name}: ${error.message}`, { cause: error });
    }
  }
}
