import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";

export const MIGRATIONS_FOLDER = join(ROOT, "prisma/migrations");

/** Our migrations in the order in which they apply; the checksum is the one Prisma records. */
export function listMigrations() {
  return readdirSync(MIGRATIONS_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(MIGRATIONS_FOLDER, entry.name, "migration.sql")))
    .map(({ name }) => {
      const sql = readFileSync(join(MIGRATIONS_FOLDER, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
