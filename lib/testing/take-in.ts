import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { systemActor } from "@/lib/auth/session";
import type { ImportDetail } from "@/lib/contracts/imports";
import { sql } from "@/lib/db/client";
import { setImportState } from "@/lib/db/imports/import";
import type { Device } from "@/lib/domain/device/device";
import { type ListedParts, listedPartsOf } from "@/lib/domain/device/listed-parts";
import type { KeepMode } from "@/lib/domain/packet/keep-mode";
import { createImport } from "@/lib/services/imports/create-import";
import { getImport } from "@/lib/services/imports/get-import";
import { receivePiece } from "@/lib/services/imports/receive-piece";
import { runImport } from "@/lib/services/imports/run-import";

export interface TestFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface TestPlace {
  readonly site?: string;
  readonly realm?: string;
  readonly keepMode?: KeepMode;
  /** The sender says beforehand which hash each file has, as the command line does. */
  readonly isHashed?: boolean;
}

export const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

export async function* asBody(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** Announces and uploads the files; nobody is told to read them. */
export async function upload(files: readonly TestFile[], place: TestPlace = {}): Promise<string> {
  const { site = "Plant", realm = "plant", keepMode = null, isHashed = false } = place;
  const announced = files.map(({ name, bytes }) => ({
    name,
    bytes: bytes.length,
    sha256: isHashed ? sha256Of(bytes) : null,
  }));
  const { id } = await createImport(systemActor, { site, realm, sensor: null, keepMode, files: announced });
  for (const [index, { bytes }] of files.entries()) {
    if (bytes.length === 0) continue;
    const piece = { offset: 0, bytes: bytes.length, sha256: sha256Of(bytes), body: asBody(bytes) };
    await receivePiece(systemActor, id, index + 1, piece);
  }
  return id;
}

/** Uploaded and queued, without the queue itself. */
export async function uploadAndQueue(files: readonly TestFile[], place: TestPlace = {}): Promise<string> {
  const id = await upload(files, place);
  await setImportState(sql, id, "queued", null);
  return id;
}

/** The whole way of the files into the inventory, in this process. */
export async function takeIn(files: readonly TestFile[], place: TestPlace = {}): Promise<ImportDetail> {
  const id = await uploadAndQueue(files, place);
  await runImport(id);
  return getImport(systemActor, id);
}

/** Everything that the rebuild computes, without the dates at which it was computed. */
export async function inventorySnapshot() {
  const devices = await sql.query("select id, fingerprint, detail, risk, zone_id, search from device order by id");
  await requireListedParts();
  const conversations = await sql.query(
    `select c.*, s.sha256, null as content_id from conversation c join source_content s on s.id = c.content_id order by c.id`,
  );
  const unconfirmed = await sql.query("select * from unconfirmed_address order by realm_id, reason");
  const flows = await sql.query(
    `select s.sha256, f.*, null as content_id from flow f join source_content s on s.id = f.content_id
      order by s.realm_id, s.sha256, f.seq`,
  );
  const evidence = await sql.query(
    `select s.sha256, e.*, null as content_id from evidence e join source_content s on s.id = e.content_id
      order by s.realm_id, s.sha256, e.seq`,
  );
  return { devices, conversations, unconfirmed, flows, evidence };
}

/** Throws where lists would show something else of a device than its detail says. */
export async function requireListedParts(): Promise<void> {
  const devices = await sql.query<{ id: string; detail: Device; listed: ListedParts }>(
    "select id, detail, listed from device",
  );
  for (const { id, detail, listed } of devices) {
    if (isDeepStrictEqual(listed, listedPartsOf(detail))) continue;
    throw new Error(`What lists show of device ${id} is ${JSON.stringify(listed)}, and not what its detail says.`);
  }
}

/** As after a migration: nothing was ever imported or decided. */
export async function emptyDatabase(): Promise<void> {
  await sql.run(
    "truncate site, device, device_version, inventory_state, device_redirect, unconfirmed_address, decision, posture_day, conversation cascade",
  );
}
