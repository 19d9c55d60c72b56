import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { env } from "@/lib/config/env";
import type { Decide } from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import { AppError } from "@/lib/domain/errors";
import { seededRandom } from "@/lib/domain/random";
import { expectWhole } from "@/lib/testing/compare-with-whole";
import { bytesOf, ethernet, ipv4, pcap, tcp } from "@/lib/testing/frames";
import {
  emptyDatabase,
  inventorySnapshot,
  sha256Of,
  type TestFile,
  takeIn,
  uploadAndQueue,
} from "@/lib/testing/take-in";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecision } from "../decisions/undo-decision";
import { cancelImport } from "../imports/cancel-import";
import { deleteImport } from "../imports/delete-import";
import { runImport } from "../imports/run-import";
import { applyRetention } from "../packets/apply-retention";
import { keptFolder, keptPath } from "../packets/kept-path";
import { rebuildWhole } from "./check-inventory";
import { refreshInventory } from "./refresh-inventory";

/**
 * People and workers at once, each at random, every statement of theirs delayed at random: what stands there at the end
 * is what the imports that are left and the decisions that hold give one after the other. More of it with
 * `SIGHTGLASS_RACES=50 npx vitest run --project integration lib/services/inventory/parallel-work.itest.ts`.
 */

vi.stubEnv("SIGHTGLASS_POOL", "40");

// biome-ignore lint/style/noProcessEnv: nothing but this test asks for it.
const RACES = Number(process.env.SIGHTGLASS_RACES ?? 2);
const SEEDS = Array.from({ length: RACES }, (_, seed) => seed + 1);
const PEOPLE = 5;
const DEEDS_EACH = 6;
const MAX_DELAY_MS = 6;

type Random = () => number;
type Query = (this: Client, ...values: unknown[]) => unknown;

const reason = "tried at the same time";
const realQuery = Client.prototype.query as unknown as Query;

afterAll(closeDatabase);
afterEach(() => {
  Object.assign(Client.prototype, { query: realQuery });
});
beforeEach(async () => {
  await emptyDatabase();
  await sql.run("truncate kept_source, setting");
  rmSync(keptFolder(), { recursive: true, force: true });
});

const number = (random: Random, below: number) => Math.floor(random() * below);
const oneOf = <T>(random: Random, from: readonly T[]) => from[number(random, from.length)] as T;
const mac = (host: number) => `00:1b:1b:00:00:${host.toString(16).padStart(2, "0")}`;
const ip = (host: number) => `10.0.0.${host}`;

/** Lists and captures of a few hosts, each of which stands in several of them. */
const FILES: readonly TestFile[] = [1, 2, 3, 4].flatMap((at) => {
  const hosts = [at, at + 1, at + 3];
  const rows = hosts.map((host) => `${ip(host)},${mac(host)},plc-${host}-${at % 2}\n`).join("");
  const frames = hosts.flatMap((from) =>
    hosts.filter((to) => to !== from).map((to) => synOf(from, to, 100 * at + from)),
  );
  return [
    { name: `list-${at}.csv`, bytes: bytesOf(`ip,mac,name\n${rows}`) },
    { name: `wire-${at}.pcap`, bytes: pcap(frames) },
  ];
});

function synOf(from: number, to: number, sequence: number): Uint8Array {
  const segment = tcp(40_000 + to, from < to ? 502 : 22, new Uint8Array(0), { sequence, flags: "S" });
  return ethernet(0x0800, ipv4(6, segment, { from: ip(from), to: ip(to) }), { from: mac(from), to: mac(to) });
}

/** Every statement of every connection comes a little later, another while each time, and in its connection's order. */
function delayStatements(random: Random): void {
  const turns = new WeakMap<Client, Promise<unknown>>();
  const delayed: Query = function (...values) {
    if (typeof (values[0] as { submit?: unknown } | null)?.submit === "function") return realQuery.apply(this, values);
    const turn = (turns.get(this) ?? Promise.resolve()).then(() => sleep(random() * MAX_DELAY_MS));
    turns.set(this, turn);
    return turn.then(() => realQuery.apply(this, values));
  };
  Object.assign(Client.prototype, { query: delayed });
}

/** What people were told is done: it has to be there at the end. */
interface Told {
  readonly imported: Set<string>;
  readonly deleted: Set<string>;
  readonly decided: Set<string>;
  readonly undone: Set<string>;
}

async function importSome(random: Random, told: Told): Promise<void> {
  const files = Array.from({ length: 1 + number(random, 3) }, () => oneOf(random, FILES));
  const id = await uploadAndQueue(files, { isHashed: random() < 0.5, keepMode: oneOf(random, ["whole", "cited"]) });
  const cancelling = random() < 0.2 ? sleep(random() * 60).then(() => cancelImport(systemActor, id)) : null;
  const ran = (async () => {
    while ((await runImport(id)) !== "ended") await sleep(20);
  })();
  const [running, cancelled] = await Promise.allSettled([ran, cancelling]);
  if (running.status === "rejected") throw running.reason;
  told.imported.add(id);
  if (cancelled.status === "rejected") throw cancelled.reason;
}

async function deleteOne(random: Random, told: Told): Promise<void> {
  const left = [...told.imported].filter((id) => !told.deleted.has(id));
  if (left.length === 0) return;
  const id = oneOf(random, left);
  await deleteImport(systemActor, id, { reason });
  told.deleted.add(id);
}

async function decideOne(random: Random, told: Told): Promise<void> {
  const ids = (await sql.query<{ id: string }>("select id from device order by id")).map(({ id }) => id);
  if (ids.length < 2) return;
  const first = oneOf(random, ids);
  const second = oneOf(
    random,
    ids.filter((id) => id !== first),
  );
  const decide = oneOf<Decide>(random, [
    { kind: "merge", deviceIds: [first, second], reason },
    { kind: "state", deviceIds: [first, second], state: "sanctioned", reason, expiresAt: null },
    { kind: "pin", deviceIds: [first], field: "owner", value: `owner ${number(random, 9)}`, reason },
    { kind: "tag", deviceIds: [second], add: ["checked"], remove: [], reason },
  ]);
  const { decisionIds } = await decideDevices(systemActor, decide);
  for (const id of decisionIds) told.decided.add(id);
}

async function undoOne(random: Random, told: Told): Promise<void> {
  if (told.decided.size === 0) return;
  const id = oneOf(random, [...told.decided]);
  await undoDecision(systemActor, id);
  told.undone.add(id);
}

async function tidy(): Promise<void> {
  await applyRetention();
  await refreshInventory();
}

const DEEDS = [importSome, importSome, importSome, deleteOne, deleteOne, decideOne, decideOne, undoOne, tidy];

/** Somebody was first: that may be said, as long as it is a sentence of ours. A lost race between locks may not. */
function requireTold(error: unknown): void {
  if (error instanceof AppError && ["conflict", "not-found"].includes(error.code)) return;
  throw error;
}

async function liveOnce(random: Random, told: Told): Promise<void> {
  for (let deed = 0; deed < DEEDS_EACH; deed++) await oneOf(random, DEEDS)(random, told).catch(requireTold);
}

/** Nothing is told that is not so, nothing is there that nobody has, and no file is left over. */
async function expectKept(told: Told): Promise<void> {
  const imports = await sql.query<{ id: string; state: string }>("select id, state from import");
  expect(new Set(imports.map(({ id }) => id))).toEqual(
    new Set([...told.imported].filter((id) => !told.deleted.has(id))),
  );
  for (const { state } of imports) expect(["done", "cancelled"]).toContain(state);
  const decisions = await sql.query<{ id: string; isUndone: boolean }>(
    `select id, undone_at is not null as "isUndone" from decision`,
  );
  expect(new Map(decisions.map(({ id, isUndone }) => [id, isUndone]))).toEqual(
    new Map([...told.decided].map((id) => [id, told.undone.has(id)])),
  );
  const kept = (await sql.query<{ sha256: string }>("select sha256 from kept_source where gone_at is null")).map(
    ({ sha256 }) => sha256,
  );
  const contents = await sql.query<{ sha256: string; isComplete: boolean }>(
    `select sha256, is_complete as "isComplete" from source_content`,
  );
  expect(new Set(kept)).toEqual(new Set(contents.map(({ sha256 }) => sha256)));
  expect(contents.filter(({ isComplete }) => !isComplete)).toEqual([]);
  for (const sha256 of kept) expect(existsSync(keptPath(sha256))).toBe(true);
  expect(filesUnder(keptFolder())).toHaveLength(kept.length);
  expect(filesUnder(env().spoolFolder)).toEqual([]);
}

const filesUnder = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

/** The imports that are left, one after the other, and then the decisions that hold. */
async function serially(): Promise<Awaited<ReturnType<typeof inventorySnapshot>>> {
  const had = await sql.query<{ sha256: string }>(
    "select distinct c.sha256 from import_file f join source_content c on c.id = f.content_id where f.state in ('read', 'duplicate')",
  );
  await sql.run("drop table if exists decisions_aside");
  await sql.run("create table decisions_aside as select * from decision");
  await emptyDatabase();
  const byHash = new Map(FILES.map((file) => [sha256Of(file.bytes), file]));
  for (const { sha256 } of had) await takeIn([byHash.get(sha256) as TestFile]);
  await sql.run("insert into decision select * from decisions_aside");
  await rebuildWhole();
  return inventorySnapshot();
}

test.each(SEEDS)("all that is done at once gives what it gives one after the other (seed %i)", async (seed) => {
  const random = seededRandom(seed);
  const told: Told = { imported: new Set(), deleted: new Set(), decided: new Set(), undone: new Set() };
  for (const file of FILES.slice(0, 3)) told.imported.add((await takeIn([file])).id);
  delayStatements(random);
  await Promise.all(Array.from({ length: PEOPLE }, (_, at) => liveOnce(seededRandom(1_000 * seed + at), told)));
  Object.assign(Client.prototype, { query: realQuery });
  await applyRetention();
  await expectKept(told);
  await expectWhole();
  const parallel = await inventorySnapshot();
  const serial = await serially();
  expect(serial).toEqual(parallel);
});
