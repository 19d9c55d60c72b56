import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { listFiles } from "./list-files";

const folder = mkdtempSync(join(tmpdir(), "sightglass-list-"));
mkdirSync(join(folder, "b/c"), { recursive: true });
for (const path of ["b/c/2.log", "b/1.log", "a.pcap", "b/.hidden"]) writeFileSync(join(folder, path), "");
afterAll(() => rmSync(folder, { recursive: true }));

describe("the files of a command line", () => {
  it("are taken from folders in name order, without hidden ones", async () => {
    const found = await listFiles([join(folder, "b"), join(folder, "a.pcap")]);
    expect(found).toEqual(["b/1.log", "b/c/2.log", "a.pcap"].map((path) => join(folder, path)));
  });

  it("fail as a whole when one does not exist", async () => {
    await expect(listFiles([folder, join(folder, "none")])).rejects.toMatchObject({ code: "ENOENT" });
  });
});
