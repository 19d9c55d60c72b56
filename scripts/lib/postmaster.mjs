/** What PostgreSQL itself writes down of the server that has a cluster, and whether that one still lives. */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./process-identity.mjs";

function serverFile(dataDir) {
  return join(dataDir, "cluster", "postmaster.pid");
}

/** The lines of postmaster.pid are documented in PostgreSQL's pidfile.h: pid, folder, start time, port, …, status. */
export function readServerFile(dataDir) {
  let lines;
  try {
    lines = readFileSync(serverFile(dataDir), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Number.parseInt(lines[0], 10);
  return Number.isInteger(pid)
    ? { pid, folder: lines[1], port: Number(lines[3]), status: lines[7]?.trim() }
    : undefined;
}

/** No process has it; PostgreSQL reads it as the number of one that ended. */
const NOBODY = 2 ** 31 - 1;

/**
 * Takes the number out of the file of a server that is none of this folder's, or has ended. PostgreSQL refuses to start
 * while any process has that number: another one by now, the original of a copied folder, or, where nobody takes note of
 * a child's end (a container without an init), the dead server itself for good. The rest of the file stays: by it
 * PostgreSQL finds statements of the dead server that still write.
 */
export function disownServerFile(dataDir) {
  const [, ...rest] = readFileSync(serverFile(dataDir), "utf8").split("\n");
  writeFileSync(serverFile(dataDir), [NOBODY, ...rest].join("\n"));
}

/** The server that the file names, while it lives. */
export function livingServer(dataDir) {
  const state = readServerFile(dataDir);
  return state && isAlive(state.pid) && isPostgres(state.pid) ? state : undefined;
}

/**
 * A copy of the folder that was made while its server ran (a backup, a trial) names that server, too. Taking it over
 * would write into the original, and stop it at the end. A folder that was moved under a running server is still its own.
 */
export function serves({ pid, folder }, cluster) {
  const own = statSync(cluster);
  for (const path of [`/proc/${pid}/cwd`, folder]) {
    try {
      const served = statSync(path);
      return served.dev === own.dev && served.ino === own.ino;
    } catch {
      // Not told by this system, or moved away: the next one may know.
    }
  }
  return true;
}

/** Process ids are reused; where the system tells, make sure that this one is a database server. */
function isPostgres(pid) {
  if (process.platform !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return false;
  }
}
