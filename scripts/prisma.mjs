/**
 * Schema work without a network: `generate`, `diff --name verb_noun`, `check`.
 * A throw-away PostgreSQL stands in for the shadow database that Prisma's own tool would need.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ensureTool } from "./lib/install.mjs";
import { listMigrations, MIGRATIONS_FOLDER } from "./lib/migration-files.mjs";
import { CACHE, ROOT } from "./lib/paths.mjs";
import { during } from "./lib/progress.mjs";
import { diffToSchema } from "./lib/schema-engine.mjs";
import { report, StartError } from "./lib/start-error.mjs";
import { deployMigrations } from "./migrate.mjs";
import { startPostgres } from "./postgres.mjs";

const GENERATED = "lib/db/generated";
/** A package of its own, so that only those who change or check the schema install it. */
const TOOL = "tools/prisma";
const USAGE = "Usage: node scripts/prisma.mjs generate | diff --name <verb_noun> | check";

function generateInto(root) {
  rmSync(join(root, GENERATED), { recursive: true, force: true });
  try {
    execFileSync(
      process.execPath,
      [
        join(ROOT, TOOL, "node_modules/prisma/build/index.js"),
        "generate",
        "--schema",
        join(root, "prisma/schema"),
        "--no-hints",
      ],
      {
        cwd: root,
        // Generating needs no engine, but the tool insists on having one before it starts.
        env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true", CHECKPOINT_DISABLE: "1" },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
  } catch (error) {
    throw new StartError(`prisma generate failed:\n${error.stdout}${error.stderr}`, { cause: error });
  }
}

async function diffAgainstMigrations() {
  const folder = mkdtempSync(join(tmpdir(), "sightglass-schema-"));
  const server = await startPostgres({ dataDir: folder, throwaway: true });
  try {
    await deployMigrations(server.url);
    return await diffToSchema(server.url);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeMigration(name) {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(name ?? "")) {
    throw new StartError("diff needs --name <verb_noun>, for example --name add_zone_color.");
  }
  const sql = await diffAgainstMigrations();
  if (sql === null) return "Nothing to do: the migrations already produce this schema.";
  const timestamp = new Date().toISOString().replace(/[-:T]/g, "").slice(0, 14);
  const folder = join(MIGRATIONS_FOLDER, `${timestamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "migration.sql"), `${sql.trim()}\n`);
  return `Wrote ${relative(ROOT, folder)}/migration.sql; read it, say above it why it is safe, and commit it.`;
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Names of the generated files that differ from what the schema would generate now. */
function staleGeneratedFiles() {
  // Inside node_modules, so that the generator finds the packages it looks for.
  const copy = join(CACHE, "prisma-check");
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  try {
    cpSync(join(ROOT, "prisma/schema"), join(copy, "prisma/schema"), { recursive: true });
    generateInto(copy);
    const fresh = join(copy, GENERATED);
    const committed = join(ROOT, GENERATED);
    const names = new Set([...listFiles(fresh), ...listFiles(committed)]);
    return [...names].filter((name) => readOrNull(join(fresh, name)) !== readOrNull(join(committed, name)));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function readOrNull(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

async function check() {
  const stale = staleGeneratedFiles();
  if (stale.length > 0) {
    throw new StartError(`${GENERATED} is out of date (${stale.join(", ")}); run: npm run prisma:generate`);
  }
  const drift = await diffAgainstMigrations();
  if (drift !== null) {
    throw new StartError(
      `prisma/schema has changes without a migration; run: npm run prisma:diff -- --name …\n${drift}`,
    );
  }
  return `Schema, ${listMigrations().length} migrations and generated client agree.`;
}

async function main([command, ...rest]) {
  if (command === "generate" || command === "check") await ensureTool(TOOL, { during });
  switch (command) {
    case "generate":
      generateInto(ROOT);
      return `Generated ${GENERATED}.`;
    case "diff":
      return writeMigration(rest[rest.indexOf("--name") + 1]);
    case "check":
      return check();
    default:
      throw new StartError(USAGE);
  }
}

try {
  console.log(await main(process.argv.slice(2)));
  process.exit(0);
} catch (error) {
  report(error);
  process.exit(1);
}
