import type { Inventory } from "../device/device";
import type { DiscoveryResult } from "../import/discovery-result";
import { type ResolveOptions, resolve } from "./resolve";

/** A file that was read, outside of any installation. */
export interface ReadFile {
  readonly file: string;
  readonly sha256: string;
  readonly result: DiscoveryResult;
}

/** All files are taken for one address space. */
const REALM = "default";

/** The inventory that these files alone give: the same files give the same, on any day and on any machine. */
export function resolveSources(files: readonly ReadFile[], tables: Omit<ResolveOptions, "nowUs">): Inventory {
  const evidence = files.flatMap(({ file, sha256, result }) => {
    const origin = { realm: REALM, fileSha256: sha256, fileName: file, format: result.format };
    return result.observations.map((observation) => ({ observation, origin }));
  });
  // The files' own latest time is "now".
  const nowUs = files.reduce((latest, { result }) => Math.max(latest, result.lastSeenUs ?? 0), 0);
  return resolve(evidence, [], { ...tables, nowUs });
}
