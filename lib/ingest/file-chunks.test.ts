import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fileChunks } from "./file-chunks";

const folder = mkdtempSync(join(tmpdir(), "file-chunks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of fileChunks(path)) hash.update(chunk);
  return hash.digest("hex");
}

const bytes = Uint8Array.from({ length: 9 * 1024 * 1024 + 7 }, (_, i) => (i * 31) ^ (i >>> 9));
const digest = createHash("sha256").update(bytes).digest("hex");

test("gives all bytes of a file once and in their order, and lets other work of the process have its turn", async () => {
  const path = join(folder, "file");
  await writeFile(path, bytes);
  const hash = createHash("sha256");
  let turns = 0;
  let turnsAtFirst = -1;
  const timer = setInterval(() => {
    turns += 1;
  }, 0);
  for await (const chunk of fileChunks(path)) {
    if (turnsAtFirst < 0) turnsAtFirst = turns;
    const until = performance.now() + 1;
    while (performance.now() < until);
    hash.update(chunk);
  }
  clearInterval(timer);
  expect(hash.digest("hex")).toBe(digest);
  expect(turns).toBeGreaterThan(turnsAtFirst);
});

test("reads a pipe while this process fills it", async () => {
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  const [read] = await Promise.all([digestOf(path), writeFile(path, bytes)]);
  expect(read).toBe(digest);
});

test("an empty file has no pieces", async () => {
  const path = join(folder, "empty");
  await writeFile(path, "");
  for await (const chunk of fileChunks(path)) expect(chunk).toBeUndefined();
});
