/**
 * Whether a database has all that the migrations made. pg_restore writes tables first, then their rows (those that say
 * which migrations were applied before all others), and keys, indexes and triggers at its very end: one that was killed
 * leaves what looks like a database of this version, with rows, or what keeps them true, missing.
 */
import { StartError } from "./start-error.mjs";

/** What stands behind tables that are no month of another: those come and go. */
const COUNT = `select
  (select count(*) from pg_constraint c join pg_class t on t.oid = c.conrelid
    where c.connamespace = n.oid and c.contype in ('p', 'u', 'f', 'x') and not t.relispartition)::int as constraints,
  (select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = n.oid and not c.relispartition)::int as indexes,
  (select count(*) from pg_trigger g join pg_class t on t.oid = g.tgrelid
    where t.relnamespace = n.oid and not t.relispartition and not g.tgisinternal)::int as triggers,
  obj_description('_prisma_migrations'::regclass, 'pg_class') as noted,
  exists (select from pg_constraint where conrelid = '_prisma_migrations'::regclass and contype = 'p') as "hasKey"
  from pg_namespace n where n.oid = (select relnamespace from pg_class where oid = '_prisma_migrations'::regclass)`;

const NOTED = /^(\d+) constraints, (\d+) indexes, (\d+) triggers$/;

/**
 * Refuses a database to which less belongs than was noted when it was last migrated.
 * @param {import("pg").Client} client to a database with a history of migrations
 */
export async function requireWholeSchema(client) {
  const [found] = (await client.query(COUNT)).rows;
  const noted = NOTED.exec(found.noted ?? "")
    ?.slice(1)
    .map(Number) ?? [0, 0, 0];
  const has = [found.constraints, found.indexes, found.triggers];
  if (found.hasKey && has.every((count, at) => count >= noted[at])) return;
  throw new StartError(
    "The database is not whole: it was restored from a backup, and that did not end. Restore it once more, into a database that is new and empty, and with pg_restore --single-transaction.",
  );
}

/**
 * Notes what belongs to the database, where a backup carries it before all rows. Whoever adds an index of their own is
 * not disturbed by it.
 * @param {import("pg").Client} client
 */
export async function noteWholeSchema(client) {
  const [{ constraints, indexes, triggers, noted }] = (await client.query(COUNT)).rows;
  const text = `${constraints} constraints, ${indexes} indexes, ${triggers} triggers`;
  if (noted !== text) await client.query(`comment on table _prisma_migrations is '${text}'`);
}
