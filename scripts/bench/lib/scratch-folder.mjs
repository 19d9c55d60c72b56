import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "../../lib/paths.mjs";

/** Where benchmarks keep generated material between runs; BENCH_FOLDER moves it. Delete it at any time. */
export function scratchFolder() {
  const folder = process.env.BENCH_FOLDER ?? join(dataFolder(), "bench");
  mkdirSync(folder, { recursive: true });
  return folder;
}
