/**
 * Prisma's schema engine in its WebAssembly form, driven over `pg`, for what compares a database with prisma/schema. The
 * native engine is a download that a machine without a network cannot make. The engine leaves ten-second lock timers
 * running, so a script that used it ends with process.exit.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { ROOT } from "./paths.mjs";

const SCHEMA_FOLDER = join(ROOT, "prisma/schema");
const FILTERS = { externalTables: [], externalEnums: [] };

/** PostgreSQL's internal `"char"` type: the catalogue uses it, and the adapter has no mapping for it. */
const CATALOG_CHAR = 18;
const TEXT = 25;

class CatalogPool extends pg.Pool {
  charColumns = [];

  async query(...args) {
    const result = await super.query(...args);
    this.charColumns = [];
    for (const [index, field] of (result?.fields ?? []).entries()) {
      if (field.dataTypeID !== CATALOG_CHAR) continue;
      field.dataTypeID = TEXT;
      this.charColumns.push(index);
    }
    return result;
  }
}

class CatalogAdapter extends PrismaPg {
  constructor(databaseUrl) {
    const pool = new CatalogPool({ connectionString: databaseUrl, max: 1 });
    super(pool);
    this.catalogPool = pool;
  }

  async connect() {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const index of this.catalogPool.charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  }
}

let loading;

/** The package expects a bundler to load its WebAssembly; in Node that is done by hand. */
function loadEngine() {
  loading ??= (async () => {
    globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
    const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
    const bindings = await import(path);
    const wasm = readFileSync(join(dirname(path), "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": bindings });
    bindings.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
    return bindings.SchemaEngine;
  })();
  return loading;
}

function schemaFiles() {
  return readdirSync(SCHEMA_FOLDER)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: join(SCHEMA_FOLDER, name), content: readFileSync(join(SCHEMA_FOLDER, name), "utf8") }));
}

async function withEngine(databaseUrl, action) {
  const SchemaEngine = await loadEngine();
  const datamodels = schemaFiles().map(({ path, content }) => [path, content]);
  const adapter = new CatalogAdapter(databaseUrl);
  const engine = await SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
  try {
    return await action(engine);
  } finally {
    engine.free?.();
    await adapter.catalogPool.end();
  }
}

/** The SQL that takes a database with all our migrations to what prisma/schema says; null when they agree. */
export function diffToSchema(databaseUrl) {
  return withEngine(databaseUrl, async (engine) => {
    const files = schemaFiles();
    const { exitCode, stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files, configDir: SCHEMA_FOLDER },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: true,
      shadowDatabaseUrl: null,
      filters: FILTERS,
    });
    return exitCode === 0 ? null : stdout;
  });
}
