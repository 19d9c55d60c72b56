import { mkdtempSync, rmSync } from "node:fs";
import { open, readdir, symlink, writeFile } from "node:fs/promises";
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

  it("says of names what is wrong with them, and shows no more of a long one than helps", async () => {
    const long = join(folder, "x".repeat(5_000));
    const sentence = (await refusalOf(open(long))) as string;
    expect(sentence).toMatch(/^\/.*x… is longer than a path may be here\. Move the file to a shorter one\.$/);
    expect(sentence.length).toBeLessThan(250);
    await symlink(join(folder, "ring"), join(folder, "ring"));
    expect(await refusalOf(open(join(folder, "ring")))).toMatch(
      /ring does not exist: it is a link that leads to itself/,
    );
    expect(await refusalOf(open(""))).toBe("The name of a file is empty. Give the path of one.");
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
