import { closeSync, mkdtempSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { boundLog, openEmptyLog } from "./log-file.mjs";

const folder = mkdtempSync(join(tmpdir(), "sightglass-log-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a log that became too long is cut while its writer goes on, and the last of it stands in the one before", () => {
  const path = join(folder, "postgres.log");
  const writer = openEmptyLog(path);
  for (let line = 0; line < 100; line++) writeSync(writer, `line ${line}\n`);
  boundLog(path, 1_000);
  expect(readFileSync(path, "utf8")).toContain("line 0\n");
  boundLog(path, 100);
  writeSync(writer, "the next line\n");
  closeSync(writer);
  expect(readFileSync(path, "utf8")).toBe("the next line\n");
  const before = readFileSync(join(folder, "postgres.previous.log"), "utf8");
  expect(before).toHaveLength(100);
  expect(before).toMatch(/line 98\nline 99\n$/);
});

test("a log that is not there is nothing to bound", () => {
  expect(() => boundLog(join(folder, "none.log"))).not.toThrow();
});
