import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { KeptReader } from "@/lib/ingest/kept/kept-reader";
import { pcapHeader, pcapRecord } from "@/lib/ingest/kept/pcap-file";
import { ethernet, ipv4, udp } from "@/lib/testing/frames";
import { emptyDatabase, sha256Of } from "@/lib/testing/take-in";
import { keptFolder, keptPath } from "../packets/kept-path";
import { createImport } from "./create-import";
import { receiveLocalFile } from "./receive-local-file";
import { receivePiece } from "./receive-piece";
import { runImport } from "./run-import";
import { spoolPath } from "./spool";
import { startImport } from "./start-import";

const folder = mkdtempSync(join(tmpdir(), "sightglass-local-"));
const path = join(folder, "plant.pcap");
const FRAMES = 1_400;
const frames = Array.from({ length: FRAMES }, (_, at) =>
  ethernet(0x0800, ipv4(17, udp(2_000, 502, Array(900).fill(at % 251)))),
);
const capture = Buffer.concat([
  pcapHeader(1),
  ...frames.map((it, at) => pcapRecord(it, it.length, 1_700_000_000_000_000 + at * 1_000)),
]);

beforeEach(async () => {
  await emptyDatabase();
  await sql.run("truncate kept_source, setting");
  rmSync(keptFolder(), { recursive: true, force: true });
  writeFileSync(path, capture);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeDatabase();
});

async function announce(): Promise<string> {
  const files = [{ name: "plant.pcap", bytes: statSync(path).size, sha256: null }];
  return (await createImport(systemActor, { site: "Plant", realm: "core", sensor: null, files })).id;
}

async function takeInHere(isReadAtOnce: boolean): Promise<{ state: string; declared: string | null }> {
  const id = await announce();
  await receiveLocalFile(systemActor, id, 1, { path, isReadAtOnce });
  await startImport(systemActor, id, { csvMappings: {} });
  await runImport(id);
  const [row] = await sql.query<{ state: string; declared: string | null }>(
    "select state, declared_sha256 as declared from import_file where import_id = $1",
    [id],
  );
  return row as { state: string; declared: string | null };
}

it("reads a file where it lies, keeps all of it on the way and leaves it as it was", async () => {
  expect(await takeInHere(true)).toEqual({ state: "read", declared: null });
  const reader = await KeptReader.open(keptPath(sha256Of(capture)));
  expect(reader?.records).toBe(FRAMES);
  expect(Buffer.from((await reader?.record(1_207))?.bytes ?? [])).toEqual(Buffer.from(frames[1_206] as Uint8Array));
  await reader?.close();
  expect(readdirSync(join(keptFolder(), "drafts"))).toEqual([]);
  expect(readFileSync(path).equals(capture)).toBe(true);
  expect(statSync(path).nlink).toBe(1);
});

it("knows the same file again without reading it, and copies one that waits for a worker", async () => {
  await takeInHere(true);
  for (const isReadAtOnce of [true, false]) {
    expect(await takeInHere(isReadAtOnce)).toEqual({ state: "duplicate", declared: sha256Of(capture) });
  }
  const id = await announce();
  await receiveLocalFile(systemActor, id, 1, { path, isReadAtOnce: false });
  expect(statSync(spoolPath(id, 1))).toMatchObject({ nlink: 1, size: capture.length });
});

it("refuses a file that is not as long as announced", async () => {
  const id = await announce();
  writeFileSync(path, capture.subarray(0, 5_000));
  await expect(receiveLocalFile(systemActor, id, 1, { path, isReadAtOnce: true })).rejects.toMatchObject({
    code: "upload-mismatch",
  });
  expect(existsSync(spoolPath(id, 1))).toBe(false);
});

it("never writes into a file of this machine when a piece is sent for one that was only linked", async () => {
  const id = await announce();
  await receiveLocalFile(systemActor, id, 1, { path, isReadAtOnce: true });
  // As a process leaves it that is killed in between.
  await sql.run("update import_file set state = 'receiving', received_bytes = 0 where import_id = $1", [id]);
  const body = (async function* () {
    yield Buffer.from("other");
  })();
  await receivePiece(systemActor, id, 1, { offset: 0, bytes: 5, sha256: sha256Of(Buffer.from("other")), body });
  expect(readFileSync(path).equals(capture)).toBe(true);
  expect(readFileSync(spoolPath(id, 1), "utf8")).toBe("other");
});
