import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const CACHE = resolve(ROOT, "node_modules/.cache/sightglass");

/** Everything an installation keeps on disk: database, uploads, generated sample plant. */
export function dataFolder() {
  return resolve(ROOT, process.env.SIGHTGLASS_DATA || ".sightglass");
}
