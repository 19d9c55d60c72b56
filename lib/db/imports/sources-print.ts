import "server-only";

/**
 * SQL of a text that is another after any row of `rows` has. The sum of their hashes: no order to sort by, and no long
 * text to put together, for thousands of rows at each question.
 */
export function printOfRows(rows: string, text: string): string {
  return `(select count(*) || ' ' || coalesce(sum(hashtextextended(${text}, 0)), 0) from ${rows})`;
}

/** Names of sites, realms and sensors, and which belongs to which. */
export const NAMES_PRINT = [
  printOfRows("site", "id || ' ' || name"),
  printOfRows("realm", "id || ' ' || site_id || ' ' || name"),
  printOfRows("sensor", "id || ' ' || realm_id || ' ' || name"),
].join(", ");

/** Those, and which files brought what; of a file that is read nothing else changes that lists say. */
export const SOURCES_PRINT = [
  NAMES_PRINT,
  printOfRows("import_file", "id || ' ' || state || ' ' || coalesce(content_id, 0)"),
  "(select count(*) || ' ' || count(sensor_id) from import)",
].join(", ");
