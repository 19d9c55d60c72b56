import "server-only";
import { join } from "node:path";
import { env } from "@/lib/config/env";

/** Everything that is kept of sources; one file per content, by its hash. */
export function keptFolder(): string {
  return join(env().dataFolder, "kept");
}

/** What is written before it is known whether it will be kept. Left behind, it goes with the other strays. */
export function draftPath(name: string): string {
  return join(keptFolder(), "drafts", `${name}.part`);
}

/** The name of the lock under which a content's kept file and its row are written, and removed. */
export function keptLock(sha256: string): string {
  return `kept ${sha256}`;
}

export function keptPath(sha256: string): string {
  return join(keptFolder(), sha256.slice(0, 2), sha256);
}
