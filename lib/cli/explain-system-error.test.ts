import { mkdtempSync, rmSync } from "node:fs";
import { open, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { explainSystemError } from "./explain-system-error";
import { readInput } from "./read-input";

const folder = mkdtempSync(join(tmpdir(), "sightglass-refusals-"));
afterAll(() => rmSync(folder, { recursive: true }));

const refusalOf = (work: Promise<unknown>) => work.then(() => null).catch(explainSystemError);

describe("a refusal of the system", () => {
  it("is a sentence that names the file", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    expect(await refusalOf(open(join(folder, "none")))).toBe(`${folder}/none does not exist.`);
    expect(await refusalOf(open(join(file, "below")))).toMatch(
      /file\/below does not exist: a part of the path is a file/,
    );
    expect(await refusalOf(writeFile(folder, ""))).toMatch(/is a folder, where a file is asked for/);
    expect(await refusalOf(writeFile(file, "", { flag: "wx" }))).toMatch(/is there already/);
    expect(await refusalOf(readdir(file))).toMatch(/file does not exist|part of the path is a file/);
  });

  it("says what is to be done about rights and full disks", () => {
    const refused = (code: string) =>
      explainSystemError(Object.assign(new Error(code), { code, syscall: "open", path: "/a/b" }));
    expect(refused("EACCES")).toBe("/a/b is not open to this account. Change its rights, or use another account.");
    expect(refused("ENOSPC")).toBe("The disk of /a/b is full. Make room, and run the command again.");
    expect(refused("EIO")).toBe("/a/b cannot be used (EIO).");
  });

  it("is told from a bug, which keeps its stack", () => {
    expect(explainSystemError(new TypeError("x is undefined"))).toBeNull();
    expect(
      explainSystemError(Object.assign(new Error("refused"), { code: "ECONNREFUSED", syscall: "connect" })),
    ).toBeNull();
  });

  it("names the folder that was to be read as a file, though Node does not", async () => {
    await expect(readInput(folder)).rejects.toThrow(`${folder} is a folder, where a file is asked for.`);
    await expect(readInput(join(folder, "none"))).rejects.toThrow(`${folder}/none does not exist.`);
  });
});
