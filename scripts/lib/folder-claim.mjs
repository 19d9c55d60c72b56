/**
 * A folder for one process at a time. Each that wants it puts a file with its own identity there and looks who else
 * did: of two at the same moment at least one sees the other and steps back. No file is ever taken over, so that a dead
 * process's can be removed without taking a living one's away in between.
 */
import { randomBytes, randomInt } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { livingProcess, ownIdentity } from "./process-identity.mjs";

/** Two that begin at once both step back; they are apart after a few tries. */
const TRIES = 12;
const LONGEST_PAUSE_MS = 60;

/**
 * @param {string} folder made when it is missing
 * @returns {Promise<{ holder: number } | { wasCut: boolean, release: () => void }>} who has it, or the claim:
 *   `wasCut` when the one before ended without giving it back.
 */
export async function claimFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A copy of the folder, made while it was claimed, is claimed by nobody.
  const { dev, ino } = statSync(folder);
  const suffix = `.${dev}-${ino}.claim`;
  const own = `${ownIdentity()}.${randomBytes(4).toString("hex")}${suffix}`;
  let wasCut = false;
  const others = () => {
    const holders = [];
    for (const name of readdirSync(folder)) {
      if (name === own || !name.endsWith(".claim")) continue;
      const holder = name.endsWith(suffix) ? livingProcess(name) : undefined;
      if (holder === undefined) {
        wasCut = true;
        rmSync(join(folder, name), { force: true });
      } else holders.push(holder);
    }
    return holders;
  };

  let holders = [];
  for (let tried = 0; tried < TRIES; tried++) {
    if (tried > 0) await sleep(randomInt(LONGEST_PAUSE_MS));
    holders = others();
    if (holders.length > 0) continue;
    writeFileSync(join(folder, own), "", { mode: 0o600 });
    holders = others();
    const release = () => rmSync(join(folder, own), { force: true });
    if (holders.length === 0) return { wasCut, release };
    release();
  }
  return { holder: holders[0] };
}
