import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "sightglass-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(env: Record<string, string>): { said: string; exitCode: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["scripts/start.mjs"], {
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  return { said: (stdout + stderr).trim(), exitCode: status };
}

describe("a start that cannot succeed ends at once, with one sentence that says what to do", () => {
  test("where the data folder is a file, or a link that leads nowhere", () => {
    writeFileSync(join(folder, "file"), "");
    symlinkSync(join(folder, "nowhere"), join(folder, "link"));
    for (const path of ["file", "file/below", "link"]) {
      const { said, exitCode } = start({ SIGHTGLASS_DATA: join(folder, path) });
      expect(said).toMatch(
        /^The data folder \S+ cannot be made, because \S+ is .*; set SIGHTGLASS_DATA to a folder\.$/,
      );
      expect(exitCode).toBe(1);
    }
  });

  test("where its port is none, or is taken", async () => {
    const data = join(folder, "data");
    expect(start({ SIGHTGLASS_DATA: data, PORT: "99999" }).said).toBe("PORT is 99999, which is no port.");
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    expect(start({ SIGHTGLASS_DATA: data, PORT: String(port) }).said).toBe(
      `Port ${port} is taken; choose another one with PORT.`,
    );
    other.close();
  });
});
