import { existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { afterAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { env } from "@/lib/config/env";
import { closeDatabase, sql } from "@/lib/db/client";
import { asBody, sha256Of } from "@/lib/testing/take-in";
import { createImport } from "./create-import";
import { getImport } from "./get-import";
import { receivePiece } from "./receive-piece";
import { importFolder, spoolPath } from "./spool";

afterAll(closeDatabase);

const content = Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7) & 0xff));

async function announce(file: Partial<{ name: string; bytes: number; sha256: string | null }> = {}): Promise<string> {
  const files = [{ name: "plant.pcap", bytes: content.length, sha256: sha256Of(content), ...file }];
  return (await createImport(systemActor, { site: "Plant", realm: "plant", sensor: null, files })).id;
}

const piece = (from: number, to: number) => {
  const bytes = content.subarray(from, to);
  return { offset: from, bytes: bytes.length, sha256: sha256Of(bytes), body: asBody(bytes) };
};

async function receivedBytes(id: string): Promise<number | undefined> {
  return (await getImport(systemActor, id)).files[0]?.receivedBytes;
}

test("pieces of any size make the file, byte for byte", async () => {
  const id = await announce();
  expect(await receivePiece(systemActor, id, 1, piece(0, 10_000))).toEqual({
    receivedBytes: 10_000,
    isComplete: false,
  });
  expect(await receivePiece(systemActor, id, 1, piece(10_000, 10_001))).toMatchObject({ receivedBytes: 10_001 });
  expect(await receivePiece(systemActor, id, 1, piece(10_001, 50_000))).toEqual({
    receivedBytes: 50_000,
    isComplete: true,
  });
  expect(readFileSync(spoolPath(id, 1)).equals(content)).toBe(true);
});

test("an empty file may be sent as well as left out", async () => {
  const id = await announce({ bytes: 0, sha256: null });
  expect(await receivePiece(systemActor, id, 1, piece(0, 0))).toEqual({ receivedBytes: 0, isComplete: true });
});

test.skipIf(process.platform !== "linux")(
  "a piece that finds the disk full is refused with what to do, and once there is room the upload goes on where it stood",
  async () => {
    const id = await announce();
    await receivePiece(systemActor, id, 1, piece(0, 5_000));
    // Every write there finds the disk full: full(4).
    const path = spoolPath(id, 1);
    renameSync(path, `${path}.aside`);
    symlinkSync("/dev/full", path);
    await expect(receivePiece(systemActor, id, 1, piece(5_000, 10_000))).rejects.toMatchObject({
      code: "unavailable",
      message: "The disk that holds uploads is full. What was confirmed so far is safe. Free some space, then go on.",
    });
    expect(await receivedBytes(id)).toBe(5_000);
    rmSync(path);
    renameSync(`${path}.aside`, path);
    expect(await receivePiece(systemActor, id, 1, piece(5_000, 50_000))).toMatchObject({ isComplete: true });
    expect(readFileSync(path).equals(content)).toBe(true);
  },
);

test("what was confirmed and is no longer there is asked for again, and zeros do not take its place", async () => {
  // Nothing announced by which the whole could be told.
  const id = await announce({ sha256: null });
  await receivePiece(systemActor, id, 1, piece(0, 5_000));
  // A database that was restored by itself.
  rmSync(importFolder(id), { recursive: true });
  await expect(receivePiece(systemActor, id, 1, piece(5_000, 50_000))).rejects.toMatchObject({
    code: "upload-mismatch",
    message: "What arrived of plant.pcap before is no longer on this machine. Send it again from its start.",
    invalidParams: [{ name: "offset", reason: "0" }],
  });
  expect(await receivedBytes(id)).toBe(0);
  expect(await receivePiece(systemActor, id, 1, piece(0, 50_000))).toMatchObject({ isComplete: true });
  expect(readFileSync(spoolPath(id, 1)).equals(content)).toBe(true);
});

test("a folder for uploads that nobody can write to is said as that, for an import as for a piece", async () => {
  const id = await announce();
  rmSync(importFolder(id), { recursive: true });
  writeFileSync(importFolder(id), "no folder");
  const refused = { code: "unavailable", message: expect.stringMatching(/^The folder for uploads is no folder\./) };
  await expect(receivePiece(systemActor, id, 1, piece(0, 5_000))).rejects.toMatchObject(refused);
  renameSync(env().spoolFolder, `${env().spoolFolder}.aside`);
  writeFileSync(env().spoolFolder, "no folder");
  await expect(announce()).rejects.toMatchObject(refused);
  rmSync(env().spoolFolder);
  symlinkSync("/no/such/disk", env().spoolFolder);
  const unmade = {
    code: "unavailable",
    message: expect.stringMatching(/^The folder for uploads cannot be made: its disk/),
  };
  await expect(announce()).rejects.toMatchObject(unmade);
  rmSync(env().spoolFolder);
  renameSync(`${env().spoolFolder}.aside`, env().spoolFolder);
  rmSync(importFolder(id));
  expect(await receivePiece(systemActor, id, 1, piece(0, 50_000))).toMatchObject({ isComplete: true });
});

const wrongs: [string, Partial<Parameters<typeof receivePiece>[3]>, string][] = [
  ["a piece that ends early", { body: asBody(content.subarray(0, 3_000)) }, "upload-mismatch"],
  ["a piece with more bytes than announced", { body: asBody(content.subarray(0, 9_000)) }, "upload-mismatch"],
  ["a piece with another hash", { sha256: "0".repeat(64) }, "upload-mismatch"],
  ["a piece that leaves a gap", { offset: 20_000 }, "conflict"],
  ["a piece that overlaps", { offset: 0 }, "conflict"],
  ["a piece beyond the announced end", { bytes: 45_001 }, "too-large"],
  [
    "a piece whose sender breaks off",
    {
      body: (async function* () {
        yield content.subarray(5_000, 6_000);
        throw Object.assign(new Error("aborted"), { code: "ECONNRESET" });
      })(),
    },
    "upload-mismatch",
  ],
];

test.each(wrongs)("%s is refused, leaves nothing, and the upload goes on where it stood", async (_, wrong, code) => {
  const id = await announce();
  await receivePiece(systemActor, id, 1, piece(0, 5_000));
  await expect(receivePiece(systemActor, id, 1, { ...piece(5_000, 10_000), ...wrong })).rejects.toMatchObject({ code });
  expect(await receivedBytes(id)).toBe(5_000);
  expect(await receivePiece(systemActor, id, 1, piece(5_000, 50_000))).toMatchObject({ isComplete: true });
  expect(readFileSync(spoolPath(id, 1)).equals(content)).toBe(true);
});

test("a conflict names the byte to go on from", async () => {
  const id = await announce();
  await receivePiece(systemActor, id, 1, piece(0, 5_000));
  await expect(receivePiece(systemActor, id, 1, piece(9_000, 10_000))).rejects.toMatchObject({
    code: "conflict",
    invalidParams: [{ name: "offset", reason: "5000" }],
  });
});

test("a file that is not the announced one as a whole begins again", async () => {
  const id = await announce({ sha256: "f".repeat(64) });
  await receivePiece(systemActor, id, 1, piece(0, 20_000));
  await expect(receivePiece(systemActor, id, 1, piece(20_000, 50_000))).rejects.toMatchObject({
    code: "upload-mismatch",
  });
  expect(await receivedBytes(id)).toBe(0);
});

test("a sender that comes back takes over from its own silent connection", async () => {
  const id = await announce();
  const silent = async function* () {
    yield content.subarray(0, 100);
    await new Promise(() => {});
  };
  const stuck = receivePiece(systemActor, id, 1, { ...piece(0, 50_000), body: silent() });
  const stuckFails = expect(stuck).rejects.toMatchObject({ code: "conflict" });
  expect(await receivePiece(systemActor, id, 1, piece(0, 50_000))).toMatchObject({ isComplete: true });
  await stuckFails;
});

test("no name of an upload reaches the disk, and none is stored with what readers cannot see", async () => {
  const names = [
    "../../etc/passwd",
    "C:\\Windows\\system.ini",
    "a\u0000b.pcap",
    "rtl\u202egnp.pcap",
    ".",
    "x".repeat(900),
  ];
  for (const name of names) {
    const id = await announce({ name });
    await receivePiece(systemActor, id, 1, piece(0, 50_000));
    const stored = (await getImport(systemActor, id)).files[0]?.name ?? "";
    expect(stored).not.toMatch(/[/\\]etc|[\u0000-\u001f\u202e]|Windows\\/);
    expect(stored.length).toBeLessThan(300);
    expect(await readdir(`${env().spoolFolder}/${id}`)).toEqual(["1.upload"]);
  }
  expect(existsSync(`${env().dataFolder}/etc`)).toBe(false);
});

test("an import that was started takes no more data", async () => {
  const id = await announce();
  await sql.run("update import set state = 'queued' where id = $1", [id]);
  await expect(receivePiece(systemActor, id, 1, piece(0, 10))).rejects.toMatchObject({ code: "conflict" });
});
