import { isAbsolute, resolve } from "node:path";

/**
 * Absolute folder of everything the installation keeps on disk. Apart from `env`, whose schema takes as long to load as
 * all that reads a capture: commands that need nothing else of the environment start without it.
 */
export function dataFolder(): string {
  const folder = process.env.SIGHTGLASS_DATA || ".sightglass";
  return isAbsolute(folder) ? folder : resolve(folder);
}
