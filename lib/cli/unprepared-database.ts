/** PostgreSQL's undefined_table and invalid_schema_name, and what Prisma makes of the first. */
const MISSING = /^(42P01|3F000|P2021)$/;

/** The sentence for a database that was never migrated; null for every other failure. */
export function sentenceForUnprepared(error: unknown): string | null {
  for (let cause: unknown = error, depth = 0; depth < 5; depth += 1) {
    if (typeof cause !== "object" || cause === null) return null;
    const { code, originalCode } = cause as { code?: unknown; originalCode?: unknown };
    if ([code, originalCode].some((it) => typeof it === "string" && MISSING.test(it))) {
      return "The database is not prepared for this version: run `sightglass migrate` first.";
    }
    cause = (cause as { cause?: unknown }).cause;
  }
  return null;
}
