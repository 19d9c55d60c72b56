import { existsSync, rmSync, utimesSync } from "node:fs";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import * as advisoryLock from "@/lib/db/advisory-lock";
import { closeDatabase, sql } from "@/lib/db/client";
import * as keptSource from "@/lib/db/imports/kept-source";
import { pcapHeader, pcapRecord } from "@/lib/ingest/kept/pcap-file";
import { ethernet, ipv4, tcp } from "@/lib/testing/frames";
import { emptyDatabase, sha256Of, takeIn, uploadAndQueue } from "@/lib/testing/take-in";
import { deleteImport } from "../imports/delete-import";
import { runImport } from "../imports/run-import";
import { applyRetention } from "./apply-retention";
import { getPacket } from "./get-packet";
import { keptFolder, keptPath } from "./kept-path";

vi.mock("@/lib/db/imports/kept-source", { spy: true });
vi.mock("@/lib/db/advisory-lock", { spy: true });

afterAll(closeDatabase);
beforeEach(async () => {
  await emptyDatabase();
  await sql.run("truncate kept_source, setting");
  rmSync(keptFolder(), { recursive: true, force: true });
});

const frame = ethernet(0x0800, ipv4(6, tcp(40_000, 22, new Uint8Array(0), { sequence: 1, flags: "S" })));
const capture = Buffer.concat([pcapHeader(1), pcapRecord(frame, frame.length, 1_700_000_000_000_000)]);
const sha256 = sha256Of(capture);
const file = { name: "plant.pcap", bytes: capture };

const real = {
  ...(await vi.importActual<typeof keptSource>("@/lib/db/imports/kept-source")),
  ...(await vi.importActual<typeof advisoryLock>("@/lib/db/advisory-lock")),
};

/** Imports while the caller is at its critical point: to the end, or until it finds the kept file in another's hands. */
function importMeanwhile(importId: string): { ended: Promise<unknown>; endedOrWaits: Promise<unknown> } {
  let waits = () => {};
  const isWaiting = new Promise<void>((resolve) => {
    waits = resolve;
  });
  vi.mocked(advisoryLock.openSessionLocks).mockImplementationOnce(async () => {
    const locks = await real.openSessionLocks();
    const take: typeof locks.take = async (name, forMs) => {
      const isTaken = await locks.take(name, forMs);
      if (!isTaken && name.includes(sha256)) waits();
      return isTaken;
    };
    return { ...locks, take };
  });
  const ended = runImport(importId);
  return { ended, endedOrWaits: Promise.race([ended, isWaiting]) };
}

const makeOld = () => sql.run("update kept_source set kept_at = now() - interval '100 days'");

async function expectShown(): Promise<void> {
  expect(existsSync(keptPath(sha256))).toBe(true);
  const view = await getPacket(systemActor, { sha256, position: 1 }, { inferred: "false" });
  expect(view).toMatchObject({ absence: null, mode: "whole" });
}

test("what was kept anew since retention looked for old files stays", async () => {
  await takeIn([file], { keepMode: "cited" });
  await makeOld();
  vi.mocked(keptSource.listKeptFiles).mockImplementationOnce(async () => {
    const listed = await real.listKeptFiles();
    await takeIn([file], { keepMode: "whole" });
    return listed;
  });
  expect(await applyRetention()).toBe(0);
  await expectShown();
});

test("what was imported again since retention looked for files without an import stays", async () => {
  const { id } = await takeIn([file]);
  // The process that deletes it ends before it tidies up.
  vi.mocked(keptSource.listOrphans).mockRejectedValueOnce(new Error("killed"));
  await deleteImport(systemActor, id, { reason: "wrong plant" });
  vi.mocked(keptSource.listOrphans).mockImplementationOnce(async () => {
    const listed = await real.listOrphans();
    await takeIn([file]);
    return listed;
  });
  expect(await applyRetention()).toBe(0);
  await expectShown();
});

test("an import in the moment when a file is found due to go keeps a file that stays", async () => {
  await takeIn([file]);
  await makeOld();
  const id = await uploadAndQueue([file]);
  let ended: Promise<unknown> | undefined;
  vi.mocked(keptSource.markGone).mockImplementationOnce(async (...of) => {
    const isDue = await real.markGone(...of);
    const importing = importMeanwhile(id);
    ended = importing.ended;
    await importing.endedOrWaits;
    return isDue;
  });
  expect(await applyRetention()).toBe(1);
  expect(await ended).toBe("ended");
  await expectShown();
});

test("an import in the moment when what an earlier removal left behind is swept keeps a file that stays", async () => {
  await takeIn([file]);
  await sql.run("update kept_source set gone_at = now(), gone_reason = 'It was let go.'");
  utimesSync(keptPath(sha256), 1_000, 1_000);
  const id = await uploadAndQueue([file]);
  let ended: Promise<unknown> | undefined;
  vi.mocked(keptSource.findKeptSource).mockImplementationOnce(async (...of) => {
    const row = await real.findKeptSource(...of);
    const importing = importMeanwhile(id);
    ended = importing.ended;
    await importing.endedOrWaits;
    return row;
  });
  await applyRetention();
  expect(await ended).toBe("ended");
  await expectShown();
});
