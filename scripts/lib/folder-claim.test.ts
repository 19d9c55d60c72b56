import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { claimFolder } from "./folder-claim.mjs";
import { isAlive, livingProcess, ownIdentity, startMark } from "./process-identity.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-claim-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const RACERS = 8;
const CLAIM = JSON.stringify(new URL("folder-claim.mjs", import.meta.url).href);

/** A process that claims when it is told to, says what came of it, and stays. */
function startClaimant() {
  const program = `
    const { claimFolder } = await import(${CLAIM});
    console.log("ready");
    process.stdin.once("data", async () => {
      const outcome = await claimFolder(${JSON.stringify(folder)});
      console.log(outcome.release ? "has it" : "held by " + outcome.holder);
    });
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["pipe", "pipe", "inherit"] });
  const lines: string[] = [];
  const said = async (count: number) => {
    while (lines.length < count)
      lines.push(
        ...String((await once(child.stdout, "data"))[0])
          .trim()
          .split("\n"),
      );
    return lines[count - 1];
  };
  return { child, said };
}

async function end(child: ReturnType<typeof startClaimant>["child"]): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

it("of many processes that claim a folder in one moment, one at most has it, also behind one that was killed", async () => {
  const first = startClaimant();
  await first.said(1);
  first.child.stdin.write("go\n");
  expect(await first.said(2)).toBe("has it");
  await end(first.child);

  const racers = Array.from({ length: RACERS }, startClaimant);
  try {
    for (const { said } of racers) await said(1);
    for (const { child } of racers) child.stdin.write("go\n");
    const outcomes = await Promise.all(racers.map(({ said }) => said(2)));
    expect(outcomes.filter((it) => it === "has it").length).toBeLessThanOrEqual(1);
    expect(readdirSync(folder).length).toBeLessThanOrEqual(1);
  } finally {
    for (const { child } of racers) await end(child);
  }
});

it("a folder that was given back is free, and one of a killed process is, with a word of it", async () => {
  const claim = await claimFolder(folder);
  if (!("release" in claim)) throw new Error("nobody else wants it");
  expect(claim.wasCut).toBe(false);
  expect(await claimFolder(folder)).toEqual({ holder: process.pid });
  claim.release();
  expect(readdirSync(folder)).toEqual([]);

  const killed = startClaimant();
  await killed.said(1);
  killed.child.stdin.write("go\n");
  await killed.said(2);
  expect(await claimFolder(folder)).toEqual({ holder: killed.child.pid });
  await end(killed.child);
  expect(await claimFolder(folder)).toMatchObject({ wasCut: true });
});

it("a copy of a claimed folder is claimed by nobody", async () => {
  const claim = await claimFolder(folder);
  const copy = `${folder}-copy`;
  cpSync(folder, copy, { recursive: true });
  try {
    expect(await claimFolder(copy)).toHaveProperty("release");
  } finally {
    rmSync(copy, { recursive: true });
  }
  expect(claim).toHaveProperty("release");
});

it.skipIf(process.platform !== "linux")("a process is not taken for a later one of its number", () => {
  expect(livingProcess(ownIdentity())).toBe(process.pid);
  expect(livingProcess(`${process.pid}.${startMark(1)}`)).toBeUndefined();
  expect(livingProcess("4194305.x")).toBeUndefined();
  expect(livingProcess("no number")).toBeUndefined();
  expect(isAlive(process.pid)).toBe(true);
});
