import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loadOwnFingerprints } from "./own-fingerprints";

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "own-fingerprints-"));
  await mkdir(join(data, "fingerprints"));
});
afterAll(() => rm(data, { recursive: true, force: true }));

const put = (name: string, text: string) => writeFile(join(data, "fingerprints", name), text);

it("leaves out no file in silence, neither one beyond the limit nor one that is too large", async () => {
  for (let at = 0; at < 100; at++) await put(`${String(at).padStart(3, "0")}.json`, "[]");
  await put("notes.txt", "no rows");
  expect(await loadOwnFingerprints(data)).toEqual({ rows: [], tools: [], problems: [] });
  await put("050.json", " ".repeat(1_000_001));
  await put("100.json", "[]");
  const { problems } = await loadOwnFingerprints(data);
  expect(problems).toEqual([
    expect.stringContaining("Of 101 files only the first 100"),
    "050.json is larger than 1 MB.",
  ]);
});
