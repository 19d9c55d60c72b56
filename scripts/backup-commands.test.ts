import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { documentedCommands } from "../lib/testing/documented-commands";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-half-backup-"));
  mkdirSync(join(folder, ".sightglass/postgres"), { recursive: true });
  mkdirSync(join(folder, ".sightglass/kept"));
  writeFileSync(join(folder, ".sightglass/postgres/rows"), "as backed up");
  writeFileSync(join(folder, ".sightglass/kept/packets"), Buffer.from(Array.from({ length: 65_536 }, noise)));
  mkdirSync(join(folder, "bin"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Bytes that no packer makes smaller. */
function noise(_: unknown, at: number): number {
  return (Math.imul(at, 2_654_435_761) >>> 13) & 255;
}

/** Line for line, whatever becomes of each, as commands run that were pasted into a terminal. */
function paste(heading: string, block: number): void {
  const commands = documentedCommands("docs/backup.md", heading, block, "touch started");
  spawnSync("sh", ["-c", commands], {
    cwd: folder,
    env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}`, DATABASE_URL: "postgresql://h/d" },
  });
}

/** A program that writes some of its output and is killed. `output` is how it is told where to. */
function killedHalfWay(name: string, output: string): void {
  const path = join(folder, "bin", name);
  writeFileSync(path, `#!/bin/sh\n${output}\nprintf half > "$out"\nkill -9 $$\n`);
  chmodSync(path, 0o755);
}

const rows = () => readFileSync(join(folder, ".sightglass/postgres/rows"), "utf8");

describe.skipIf(process.platform === "win32")("a backup that is not whole", () => {
  it("neither has the name of one when its making was killed, nor takes the place of the last", () => {
    killedHalfWay("tar", 'out="$2"');
    paste("The embedded database", 0);
    expect(existsSync(join(folder, "sightglass-backup.tgz"))).toBe(false);
    killedHalfWay("pg_dump", 'out="$4"');
    writeFileSync(join(folder, "sightglass.dump"), "the last");
    paste("Your own PostgreSQL", 0);
    expect(readFileSync(join(folder, "sightglass.dump"), "utf8")).toBe("the last");
    expect(existsSync(join(folder, "sightglass-files.tgz"))).toBe(false);
  });

  it("is not restored, and what is there stays and is not started with half of it", () => {
    paste("The embedded database", 0);
    writeFileSync(join(folder, ".sightglass/postgres/rows"), "of today");
    const backup = join(folder, "sightglass-backup.tgz");
    truncateSync(backup, statSync(backup).size - 1_000);
    paste("The embedded database", 1);
    expect(existsSync(join(folder, "started"))).toBe(false);
    expect(rows()).toBe("of today");
  });

  it("is told from a whole one, which is restored and started", () => {
    paste("The embedded database", 0);
    writeFileSync(join(folder, ".sightglass/postgres/rows"), "of today");
    paste("The embedded database", 1);
    expect(existsSync(join(folder, "started"))).toBe(true);
    expect(rows()).toBe("as backed up");
  });
});
