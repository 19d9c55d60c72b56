import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { MAX_BATCH_ROWS, type SensorBatch, type SensorHealth, sensorHealth } from "@/lib/contracts/sensors";
import { joinFloods } from "@/lib/domain/identity/endpoints/thin-flood";
import { foldRows } from "@/lib/ingest/live/fold-rows";
import type { Unnumbered } from "./make-batches";

const pack = promisify(gzip);
const unpack = promisify(gunzip);
const NAME = /^(\d{12})\.json\.gz$/;

interface Entry {
  readonly seq: number;
  bytes: number;
}

interface Counters {
  nextSeq: number;
  lostBatches: number;
  lostPackets: number;
  /** What the server has confirmed to this folder. */
  sent: NonNullable<SensorHealth["sent"]>;
}

/** Batches come once a minute and few at once, so that numbers never overtake the seconds. */
const firstSeqAt = (nowMs: number) => Math.max(1, Math.floor(nowMs / 1_000));

/** null when a power cut left something else. */
function readCounters(text: string): Counters | null {
  const { nextSeq, lostBatches, lostPackets, sent } = JSON.parse(text) as Counters;
  const isWhole = [nextSeq, lostBatches, lostPackets].every((it) => Number.isSafeInteger(it) && it >= 0);
  // A sensor before this count wrote none.
  return isWhole
    ? { nextSeq, lostBatches, lostPackets, sent: sensorHealth.shape.sent.safeParse(sent).data ?? nothingSent() }
    : null;
}

const nothingSent = () => ({ folder: randomBytes(16).toString("hex"), batches: 0, packets: 0 });

/**
 * Batches that the server has not confirmed, on disk, oldest first. Full, neighbours of one day are made one, which
 * keeps every count and statement and loses only when within the day; what still finds no room is given up, counted and
 * reported. A batch that may have arrived already is never changed: its number stands for its content.
 */
export class BatchSpool {
  private entries: Entry[] = [];
  private counters: Counters = { nextSeq: 1, lostBatches: 0, lostPackets: 0, sent: nothingSent() };
  private attempted: number | null = null;
  /** On a slow or full disk the next interval ends before the last one is written: one after the other. */
  private adding: Promise<void> = Promise.resolve();
  private saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    private readonly maxBytes: number,
  ) {}

  /** `nowMs` is where numbers begin in a folder that knows of none: behind all that the sensor used in an earlier one. */
  static async open(folder: string, maxBytes: number, nowMs = Date.now()): Promise<BatchSpool> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const spool = new BatchSpool(folder, maxBytes);
    for (const name of (await readdir(folder)).sort()) {
      const seq = Number(NAME.exec(name)?.[1] ?? Number.NaN);
      if (Number.isSafeInteger(seq)) spool.entries.push({ seq, bytes: (await stat(join(folder, name))).size });
    }
    const kept = await readFile(join(folder, "counters.json"), "utf8")
      .then(readCounters)
      .catch(() => null);
    spool.counters = kept ?? { ...spool.counters, nextSeq: firstSeqAt(nowMs) };
    spool.counters.nextSeq = Math.max(spool.counters.nextSeq, (spool.entries.at(-1)?.seq ?? 0) + 1);
    // Nobody knows any more whether the oldest was sent.
    spool.attempted = spool.entries[0]?.seq ?? null;
    return spool;
  }

  /** What the server has confirmed so far. */
  get sent(): Counters["sent"] {
    return this.counters.sent;
  }

  /** What a run that was killed had heard and not written yet; of how many packets nobody knows. */
  async countCut(): Promise<void> {
    this.counters.lostBatches += 1;
    await this.saveCounters().catch(() => {});
  }

  get size(): number {
    return this.entries.length;
  }

  get bytes(): number {
    return this.entries.reduce((sum, it) => sum + it.bytes, 0);
  }

  /** Numbers the batch, writes it, and makes room. What was lost before travels with it. */
  add(batch: Unnumbered): Promise<void> {
    this.adding = this.adding.catch(() => {}).then(() => this.addNext(batch));
    return this.adding;
  }

  private async addNext(batch: Unnumbered): Promise<void> {
    const seq = this.counters.nextSeq;
    const { lostBatches, lostPackets } = this.counters;
    this.counters = { ...this.counters, nextSeq: seq + 1, lostBatches: 0, lostPackets: 0 };
    const entry = { seq, bytes: 0 };
    try {
      // The number is used up before the batch stands: a crash in between leaves a gap, never a number twice.
      await this.onFullDisk(() => this.saveCounters());
      await this.onFullDisk(() => this.write(entry, { ...batch, seq, lostBatches, lostPackets }));
    } catch (error) {
      this.countLost({ ...batch, lostBatches, lostPackets });
      await this.saveCounters().catch(() => {});
      throw error;
    }
    this.entries.push(entry);
    await this.makeRoom();
  }

  /**
   * The oldest, to be sent; from now on it stays as it is. One that cannot be read any more, as after a power cut, is
   * given up; of how many packets nobody knows.
   */
  async first(): Promise<SensorBatch | null> {
    for (;;) {
      const [entry] = this.entries;
      if (!entry) return null;
      this.attempted = entry.seq;
      const batch = await this.read(entry).catch(() => null);
      if (batch) return batch;
      this.counters.lostBatches += 1;
      await this.remove(entry.seq);
      await this.saveCounters().catch(() => {});
    }
  }

  /** The server has it. */
  async confirm({ seq, ledger }: SensorBatch): Promise<void> {
    const { folder, batches, packets } = this.counters.sent;
    this.counters.sent = { folder, batches: batches + 1, packets: packets + ledger.records };
    await this.remove(seq);
    // Behind the removal: a crash in between counts less than was confirmed, never more.
    await this.saveCounters().catch(() => {});
  }

  /** Gives the batch a number behind all that the server has; returns it. */
  async renumber({ seq }: SensorBatch, freeSeq: number): Promise<number> {
    const next = Math.max(this.counters.nextSeq, freeSeq);
    this.counters.nextSeq = next + 1;
    await this.saveCounters().catch(() => {});
    await rename(this.path(seq), this.path(next));
    const moved = this.entries.find((it) => it.seq === seq);
    this.entries = this.entries.filter((it) => it.seq !== seq);
    if (moved) this.entries.push({ ...moved, seq: next });
    if (this.attempted === seq) this.attempted = null;
    return next;
  }

  /** Gone from the disk, whatever became of it. */
  async remove(seq: number): Promise<void> {
    this.entries = this.entries.filter((it) => it.seq !== seq);
    if (this.attempted === seq) this.attempted = null;
    await rm(this.path(seq), { force: true });
  }

  /** Counts a batch as lost and takes it out; the next one says so. */
  async giveUp(batch: SensorBatch): Promise<void> {
    this.countLost(batch);
    // On a full disk they are written with the next batch: what counts now is the room.
    await this.saveCounters().catch(() => {});
    await this.remove(batch.seq);
  }

  private countLost(batch: Omit<SensorBatch, "seq">): void {
    this.counters.lostBatches += 1 + batch.lostBatches;
    this.counters.lostPackets += batch.ledger.records + batch.lostPackets;
  }

  /** Does the work, giving up the oldest batches for as long as the disk has no room for it. */
  private async onFullDisk(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const oldest = this.entries.find((it) => it.seq !== this.attempted);
        const code = error instanceof Error && "code" in error ? error.code : null;
        if ((code !== "ENOSPC" && code !== "EDQUOT") || !oldest) throw error;
        await this.giveUp(await this.read(oldest));
      }
    }
  }

  private async makeRoom(): Promise<void> {
    for (let at = 0; this.bytes > this.maxBytes && at + 1 < this.entries.length; ) {
      if (!(await this.join(at))) at += 1;
    }
    while (this.bytes > this.maxBytes && this.entries.length > 1) {
      const entry = this.entries.find((it) => it.seq !== this.attempted);
      if (!entry) return;
      await this.giveUp(await this.read(entry));
    }
  }

  /** Makes one of two neighbours; false where that cannot be. */
  private async join(at: number): Promise<boolean> {
    const [older, newer] = [this.entries[at], this.entries[at + 1]];
    if (!older || !newer || older.seq === this.attempted || newer.seq === this.attempted) return false;
    const [a, b] = [await this.read(older), await this.read(newer)];
    if (a.day !== b.day) return false;
    const rows = foldRows(a, b);
    if (rows.observations.length > MAX_BATCH_ROWS || rows.flows.length > MAX_BATCH_ROWS) return false;
    const ledger = { ...a.ledger };
    for (const key of Object.keys(ledger) as (keyof typeof ledger)[]) ledger[key] += b.ledger[key];
    const joined: SensorBatch = {
      ...b,
      ...rows,
      seq: a.seq,
      ledger,
      firstSeenUs: a.firstSeenUs ?? b.firstSeenUs,
      dropped: a.dropped + b.dropped,
      lostBatches: a.lostBatches + b.lostBatches,
      lostPackets: a.lostPackets + b.lostPackets,
      // Batches of a sensor before this field wait without it.
      flood: joinFloods(a.flood ?? null, b.flood ?? null),
    } as SensorBatch;
    // Between the two steps both stand on disk: the newer goes first, so that a crash may lose it but never doubles it.
    await this.remove(newer.seq);
    await this.write(older, joined);
    return true;
  }

  private async read(entry: Entry): Promise<SensorBatch> {
    const batch = JSON.parse((await unpack(await readFile(this.path(entry.seq)))).toString("utf8")) as SensorBatch;
    // Its name says the number: one that got another was only renamed.
    return { ...batch, seq: entry.seq };
  }

  private async write(entry: Entry, batch: SensorBatch): Promise<void> {
    const packed = await pack(JSON.stringify(batch));
    await this.replace(this.path(entry.seq), packed);
    entry.bytes = packed.length;
  }

  private saveCounters(): Promise<void> {
    const path = join(this.folder, "counters.json");
    this.saving = this.saving.catch(() => {}).then(() => this.replace(path, JSON.stringify(this.counters)));
    return this.saving;
  }

  private async replace(path: string, content: Uint8Array | string): Promise<void> {
    try {
      await writeFile(`${path}.new`, content, { mode: 0o600 });
      await rename(`${path}.new`, path);
    } catch (error) {
      // Half a file would keep the room that is missing.
      await rm(`${path}.new`, { force: true }).catch(() => {});
      throw error;
    }
  }

  private path(seq: number): string {
    return join(this.folder, `${String(seq).padStart(12, "0")}.json.gz`);
  }
}
