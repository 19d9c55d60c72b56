import { afterEach, beforeEach, vi } from "vitest";
import type { Platform } from "@/lib/cli/command";
import { env } from "@/lib/config/env";
import { claimFolder } from "@/scripts/lib/folder-claim.mjs";

/** The machine as commands of a test find it: the test's own database, migrated. */
export const platform: Platform = {
  acquireDatabase: async () => ({ url: env().databaseUrl }),
  requireMigrated: async () => {},
  claimFolder,
  whenAskedToEnd: () => {},
  migrate: async () => [],
};

/** What commands wrote since the test began; nothing of it reaches the terminal. */
export function hearOutput(): { out: string; err: string } {
  const said = { out: "", err: "" };
  beforeEach(() => {
    Object.assign(said, { out: "", err: "" });
    for (const [name, stream] of [["out", process.stdout] as const, ["err", process.stderr] as const]) {
      vi.spyOn(stream, "write").mockImplementation((text) => {
        said[name] += text;
        return true;
      });
    }
  });
  afterEach(() => vi.restoreAllMocks());
  return said;
}
