/**
 * Several processes may share one embedded database: the server, a command line run beside it, a restart after a
 * crash. Each holds a lease; the last to leave stops PostgreSQL. A lease of a dead process counts for nothing.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartError } from "./start-error.mjs";

const LOCK_WAIT_MS = 60_000;

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Runs `action` while no other process starts or stops the database of this folder. */
export async function withFolderLock(folder, action) {
  const lock = join(folder, "lock");
  const deadline = Date.now() + LOCK_WAIT_MS;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = readPid(lock);
    if (holder !== undefined && !isAlive(holder)) {
      rmSync(lock, { force: true });
    } else if (Date.now() > deadline) {
      throw new StartError(
        `Another process (${holder}) has held the database folder for a minute; end it, or remove ${lock}.`,
      );
    } else {
      await sleep(50);
    }
  }
  try {
    return await action();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The writer creates the file before it writes its id, so an empty file is a live holder. */
function readPid(path) {
  try {
    const pid = Number.parseInt(readFileSync(path, "utf8"), 10);
    return Number.isInteger(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

export function takeLease(folder, name) {
  const leases = join(folder, "leases");
  mkdirSync(leases, { recursive: true });
  const path = join(leases, `${process.pid}-${name}`);
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
    if (isAlive(Number.parseInt(entry, 10))) live = true;
    else rmSync(join(leases, entry), { force: true });
  }
  return live;
}
