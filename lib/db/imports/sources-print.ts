import "server-only";
import { printOfRows } from "../print";

/** Names of sites, realms and sensors, and which belongs to which. */
export const NAMES_PRINT = [
  printOfRows("site", "id, name"),
  printOfRows("realm", "id, site_id, name"),
  printOfRows("sensor", "id, realm_id, name"),
].join(", ");

/** Those, and which files brought what; of a file that is read nothing else changes that lists say. */
export const SOURCES_PRINT = [
  NAMES_PRINT,
  printOfRows("import_file", "id, state, content_id"),
  "(select count(*) || ' ' || count(sensor_id) from import)",
].join(", ");
