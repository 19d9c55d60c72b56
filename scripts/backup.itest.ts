import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { simulate } from "../lib/simulator/simulate";
import { documentedCommands } from "../lib/testing/documented-commands";
import { startPostgres } from "./postgres.mjs";

const folder = mkdtempSync(join(tmpdir(), "sightglass-backup-"));
// PostgreSQL runs as a user of its own where the tests run as root, and has to reach its folder within.
chmodSync(folder, 0o711);
const data = join(folder, ".sightglass");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sightglass(...args: string[]): string {
  const { DATABASE_URL: _, ...env } = process.env;
  return execFileSync(process.execPath, ["bin/sightglass.mjs", ...args], {
    env: { ...env, SIGHTGLASS_DATA: data },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs what stands under the heading of docs/backup.md, as a person would copy it, but for the start of Sightglass. */
function followDocs(heading: string, block: number): void {
  execFileSync("sh", ["-ec", documentedCommands("docs/backup.md", heading, block, ":")], { cwd: folder });
}

/** All that a person could miss: what is shown, what it is computed from, and the packets behind it. */
function everything() {
  const kept = readdirSync(join(data, "kept"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const hash = createHash("sha256").update(readFileSync(join(parentPath, name)));
      return `${name} ${hash.digest("hex")}`;
    });
  return {
    kept: kept.sort(),
    devices: sightglass("export", "devices"),
    flows: sightglass("export", "flows", "--format", "csv"),
  };
}

test.skipIf(process.platform === "win32")(
  "a folder that was backed up and restored by the documented commands is the installation that it was",
  async () => {
    mkdirSync(data, { mode: 0o700 });
    const captures = simulate().files.filter(({ path }) => path.endsWith(".pcap"));
    const [first, later] = captures.map(({ bytes }, at) => {
      const path = join(folder, `${at}.pcap`);
      writeFileSync(path, bytes);
      return path;
    }) as [string, string];

    const running = await startPostgres({ dataDir: join(data, "postgres") });
    sightglass("migrate");
    sightglass("import", "--wait", "--realm", "cell", first);
    const before = everything();
    expect(before.kept).not.toEqual([]);
    await running.stop();
    followDocs("The embedded database", 0);

    // Whatever happens behind the backup is not in it, and does not harm it.
    sightglass("import", "--wait", "--realm", "cell", later);
    followDocs("The embedded database", 1);
    const restored = await startPostgres({ dataDir: join(data, "postgres") });
    expect(everything()).toEqual(before);
    expect(sightglass("rebuild", "--check")).toContain("is what all evidence and decisions give");
    // And it goes on from there.
    sightglass("import", "--wait", "--realm", "cell", later);
    expect(everything()).not.toEqual(before);
    await restored.stop();
  },
);
