import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BatchSpool } from "./batch-spool";
import type { Unnumbered } from "./make-batches";

const batchOf = (records: number): Unnumbered => ({
  version: 1,
  day: "2026-11-20",
  sentAtMs: 0,
  firstSeenUs: 1,
  lastSeenUs: 2,
  health: {
    interfaceName: "eth1",
    program: "tcpdump",
    received: records,
    dropped: 0,
    decoded: records,
    ignored: 0,
    spoolBatches: 0,
    spoolBytes: 0,
    startedAtUs: 1,
    silentMs: null,
    everyMs: null,
    link: null,
    sent: null,
  },
  ledger: { records, parsed: records, ignored: 0, truncated: 0, malformed: 0 },
  dropped: 0,
  observations: [],
  flows: [],
  flood: null,
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sightglass-spool-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pathOf = (seq: number) => join(folder, `${String(seq).padStart(12, "0")}.json.gz`);
const open = (nowMs = 1_000) => BatchSpool.open(folder, 1024 * 1024, nowMs);
/** Every write there finds the disk full (full(4)); the file of that name is made anew each time, so only once. */
const fillDiskOnceAt = (path: string) => symlinkSync("/dev/full", `${path}.new`);

describe.skipIf(process.platform !== "linux")("a spool on a full disk", () => {
  it("gives up the oldest that was not sent yet for the newest, and the next batch says so", async () => {
    const spool = await open();
    for (const records of [10, 20, 30]) await spool.add(batchOf(records));
    expect(await spool.first()).toMatchObject({ seq: 1 });
    fillDiskOnceAt(pathOf(4));
    await spool.add(batchOf(40));
    expect(readdirSync(folder).filter((it) => it.endsWith(".gz"))).toEqual(
      [1, 3, 4].map((seq) => pathOf(seq).slice(folder.length + 1)),
    );
    await spool.add(batchOf(50));
    await spool.remove(1);
    await spool.remove(3);
    await spool.remove(4);
    expect(await spool.first()).toMatchObject({ seq: 5, lostBatches: 1, lostPackets: 20 });
  });

  it("counts a batch that finds no room at all, with what it was to say of earlier losses", async () => {
    const spool = await open();
    fillDiskOnceAt(pathOf(1));
    await expect(spool.add(batchOf(10))).rejects.toThrow("ENOSPC");
    fillDiskOnceAt(pathOf(2));
    await expect(spool.add(batchOf(20))).rejects.toThrow("ENOSPC");
    expect(readdirSync(folder)).toEqual(["counters.json"]);
    // Also when the sensor is started anew.
    const again = await open();
    await again.add(batchOf(30));
    expect(await again.first()).toMatchObject({ seq: 3, lostBatches: 2, lostPackets: 30 });
  });
});

it("a spool passes over a batch that a power cut has left unreadable, and counts it", async () => {
  const spool = await open();
  for (const records of [10, 20]) await spool.add(batchOf(records));
  writeFileSync(pathOf(1), "");
  const again = await open();
  expect(await again.first()).toMatchObject({ seq: 2, lostBatches: 0 });
  await again.add(batchOf(30));
  await again.remove(2);
  expect(await again.first()).toMatchObject({ seq: 3, lostBatches: 1 });
});

describe("the numbers of a spool", () => {
  it("go on behind those of a folder that was lost, which the server would take for the same batches", async () => {
    const spool = await open(Date.parse("2026-11-20T00:00:00Z"));
    await spool.add(batchOf(10));
    const used = (await spool.first())?.seq ?? 0;
    rmSync(folder, { recursive: true });
    const again = await open(Date.parse("2026-11-20T00:01:00Z"));
    await again.add(batchOf(20));
    expect((await again.first())?.seq).toBeGreaterThan(used);
  });

  it.each(["", "{}", "null", "[1", '{"nextSeq":"9","lostBatches":0,"lostPackets":0}'])(
    "do the same when a power cut left %j of what it knew",
    async (left) => {
      writeFileSync(join(folder, "counters.json"), left);
      const spool = await open(5_000);
      await spool.add(batchOf(10));
      expect(await spool.first()).toMatchObject({ seq: 5, lostBatches: 0 });
    },
  );

  it("may be given anew to a batch, which stays whole over a restart, and the next ones go on behind it", async () => {
    const spool = await open();
    for (const records of [10, 20]) await spool.add(batchOf(records));
    const first = await spool.first();
    expect(await spool.renumber(first as never, 40)).toBe(40);
    await spool.add(batchOf(30));
    const again = await open();
    const seen = [];
    for (let batch = await again.first(); batch; batch = await again.first()) {
      seen.push([batch.seq, batch.ledger.records]);
      await again.confirm(batch);
    }
    expect(seen).toEqual([
      [2, 20],
      [40, 10],
      [41, 30],
    ]);
    expect((await open()).sent).toEqual({ ...spool.sent, batches: 3, packets: 60 });
  });
});

it("a spool counts what a killed run had not written yet, also over another kill", async () => {
  await (await open()).countCut();
  const spool = await open();
  await spool.countCut();
  await spool.add(batchOf(10));
  expect(await spool.first()).toMatchObject({ lostBatches: 2, lostPackets: 0 });
});
