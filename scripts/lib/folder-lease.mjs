/**
 * Several processes may share one embedded database: the server, a command line run beside it, a restart after a
 * crash. Each holds a lease; the last to leave stops PostgreSQL. A lease of a dead process counts for nothing.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { claimFolder } from "./folder-claim.mjs";
import { livingProcess, ownIdentity } from "./process-identity.mjs";
import { StartError } from "./start-error.mjs";

/** Longer than PostgreSQL may take to recover from a crash. */
const LOCK_WAIT_MS = 15 * 60_000;

/** Runs `action` while no other process starts or stops the database of this folder. */
export async function withFolderLock(folder, action) {
  const deadline = Date.now() + LOCK_WAIT_MS;
  let claim = await claimFolder(join(folder, "locks"));
  while (!claim.release) {
    if (Date.now() > deadline) {
      throw new StartError(`Process ${claim.holder} has held the database folder ${folder} for too long; end it.`);
    }
    await sleep(50);
    claim = await claimFolder(join(folder, "locks"));
  }
  try {
    return await action();
  } finally {
    claim.release();
  }
}

export function takeLease(folder, name) {
  const leases = join(folder, "leases");
  mkdirSync(leases, { recursive: true });
  const path = join(leases, `${ownIdentity()}.${name}`);
  writeFileSync(path, "");
  return {
    release: () => rmSync(path, { force: true }),
    /** In a copy of a folder: the leases that came along are of the original, whose processes may well live. */
    dropOthers: () => {
      for (const entry of readdirSync(leases))
        if (join(leases, entry) !== path) rmSync(join(leases, entry), { force: true });
    },
  };
}

export function hasLiveLease(folder) {
  const leases = join(folder, "leases");
  let live = false;
  for (const entry of readdirSync(leases)) {
    if (livingProcess(entry) !== undefined) live = true;
    else rmSync(join(leases, entry), { force: true });
  }
  return live;
}
