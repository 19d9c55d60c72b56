import type { Inventory } from "../device/device";
import type { DiscoveryResult } from "../import/discovery-result";
import type { Evidence, TimeUs } from "../observation";
import { type PassingInventory, type ResolveOptions, resolve, resolvePassing } from "./resolve";

/** A file that was read, outside of any installation. */
export interface ReadFile {
  readonly file: string;
  /** Of the unpacked content; null of a single file that nobody wants to be told by it. */
  readonly sha256: string | null;
  readonly result: DiscoveryResult;
}

/** The same behind the inventory, which was made of its observations. */
export interface ResolvedFile extends Omit<ReadFile, "result"> {
  readonly result: Omit<DiscoveryResult, "observations">;
}

/** All files are taken for one address space. */
const REALM = "default";

type Tables = Omit<ResolveOptions, "nowUs">;

/** The inventory that these files alone give: the same files give the same, on any day and on any machine. */
export function resolveSources(files: readonly ReadFile[], tables: Tables): Inventory {
  return resolve(evidenceOf(files), [], { ...tables, nowUs: latestUs(files) });
}

/** The same for one who looks at each device once. */
export function resolveSourcesPassing(files: readonly ReadFile[], tables: Tables): PassingInventory {
  return resolvePassing(evidenceOf(files), [], { ...tables, nowUs: latestUs(files) });
}

function evidenceOf(files: readonly ReadFile[]): Evidence[] {
  return files.flatMap(({ file, sha256, result }) => {
    const origin = { realm: REALM, fileSha256: sha256 ?? "", fileName: file, format: result.format };
    return result.observations.map((observation) => ({ observation, origin }));
  });
}

/** The files' own latest time is "now". */
function latestUs(files: readonly ReadFile[]): TimeUs {
  return files.reduce((latest, { result }) => Math.max(latest, result.lastSeenUs ?? 0), 0);
}
