import "server-only";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { SensorActor } from "@/lib/auth/sensor-token";
import { logError } from "@/lib/config/log-error";
import type { SensorBatch } from "@/lib/contracts/sensors";
import { insertEvidence, takeEvidence } from "@/lib/db/evidence/evidence";
import { addFlood } from "@/lib/db/evidence/flood";
import { mayAddLiveEvidence } from "@/lib/db/evidence/live-lock";
import { insertLiveRows, takeLiveRows } from "@/lib/db/evidence/live-row";
import { insertFlows, takeFlows } from "@/lib/db/flows/flow";
import { addToCoverage } from "@/lib/db/imports/coverage";
import { advanceContent, lockContent, openContent } from "@/lib/db/imports/source-content";
import { findFreeSeq, insertSensorBatch, noteSensorBatch } from "@/lib/db/sensor";
import type { Sql } from "@/lib/db/sql";
import { withTransaction } from "@/lib/db/transaction";
import { parseIp, parseMac } from "@/lib/domain/address";
import { cleanText } from "@/lib/domain/clean-text";
import { figuresLess, measureFlows } from "@/lib/domain/coverage/measure-flows";
import { AppError } from "@/lib/domain/errors";
import type { Flow, FlowEnd } from "@/lib/domain/flow/flow";
import { groupRows } from "@/lib/domain/group-rows";
import type { FloodSummary } from "@/lib/domain/identity/endpoints/thin-flood";
import type { Observation } from "@/lib/domain/observation";
import { ENCRYPTED_PROTOCOLS } from "@/lib/domain/service/encrypted-protocols";
import { flowKey, foldFlows } from "@/lib/ingest/live/fold-flows";
import { foldObservations, observationKey } from "@/lib/ingest/live/fold-observations";
import { enqueueSensorMerge } from "@/lib/jobs/enqueue";
import { requirePlausible } from "./require-plausible";

/** How long a batch waits for an inventory that is being computed, and how often it looks. */
const MAX_WAIT_MS = 8_000;
const WAIT_MS = 200;

interface Taken {
  readonly isNew: boolean;
  readonly freeSeq: number | null;
}

/**
 * Adds what a sensor learned to the evidence of its day: rows of the same statement grow, as they would in a file that
 * is read as a whole. A batch that came before takes no effect. The inventory follows in the background.
 *
 * @returns `freeSeq` when the number is that of another batch: this one is not in yet, and is to come with that number
 */
export async function takeBatch(sensor: SensorActor, batch: SensorBatch, nowMs: number): Promise<Taken> {
  requirePlausible(batch, nowMs);
  const rows = { observations: batch.observations.map(cleanObservation), flows: batch.flows.map(cleanFlow) };
  const content = await openContent(
    { realmId: sensor.realmId, sha256: contentHash(sensor.sensorId, batch.day), reading: "" },
    { fileName: `${sensor.name} ${batch.day}`, format: "sensor", sensorId: sensor.sensorId },
  );
  const outcome = await whileLive(async (tx): Promise<Taken> => {
    const { ledger, seq, firstSeenUs, lastSeenUs, dropped, lostBatches, lostPackets, health } = batch;
    const taken = {
      sensorId: sensor.sensorId,
      seq,
      firstSeenUs,
      lastSeenUs,
      packets: ledger.records,
      dropped,
      ledger,
      digest: digestOf(batch),
    };
    // The row of the number is locked until the end, so that the same batch sent twice at once waits for its outcome.
    if (!(await insertSensorBatch(tx, taken))) return { isNew: false, freeSeq: await findFreeSeq(tx, taken) };
    await addRows(tx, content.id, rows);
    if (batch.flood !== null) await addFlood(tx, content.id, cleanFlood(batch.flood));
    const clockOffsetMs = batch.sentAtMs - nowMs;
    await noteSensorBatch(tx, sensor.sensorId, seq, { clockOffsetMs, health, lostBatches, lostPackets });
    return { isNew: true, freeSeq: null };
  });
  // Only a nudge, given for a repeated batch too: the first time the queue may have been away.
  await enqueueSensorMerge().catch((error) => logError("batch of a sensor", error));
  return outcome;
}

/**
 * Runs the work in a transaction while nobody computes the inventory; waits for that without a connection. Throws after
 * some seconds: the sensor keeps its batch and sends it again.
 */
async function whileLive<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
  for (const until = performance.now() + MAX_WAIT_MS; ; await sleep(WAIT_MS)) {
    const outcome = await withTransaction(async (tx) =>
      (await mayAddLiveEvidence(tx)) ? { result: await work(tx) } : null,
    );
    if (outcome) return outcome.result;
    if (performance.now() > until) {
      throw new AppError("unavailable", "The inventory is being computed. Keep the batch, and send it again.");
    }
  }
}

/** Takes the rows of the same statements out and writes them anew, together with what came to them. */
async function addRows(
  tx: Sql,
  contentId: number,
  more: { readonly observations: readonly Observation[]; readonly flows: readonly Flow[] },
): Promise<void> {
  const counters = await lockContent(tx, contentId);
  // "unavailable": at a conflict the sensor would give the batch up.
  if (!counters)
    throw new AppError("unavailable", "The evidence of the day was taken out just now. Send the batch again.");
  const observations = await folded(tx, contentId, false, more.observations, {
    keyOf: observationKey,
    take: takeEvidence,
    fold: foldObservations,
  });
  const flows = await folded(tx, contentId, true, more.flows, { keyOf: flowKey, take: takeFlows, fold: foldFlows });
  const { committedObservations, committedFlows } = counters;
  await insertEvidence(tx, contentId, committedObservations, observations.rows);
  await insertLiveRows(tx, contentId, false, committedObservations, observations.keys);
  await insertFlows(tx, contentId, committedFlows, flows.rows);
  await insertLiveRows(tx, contentId, true, committedFlows, flows.keys);
  const after = {
    observations: committedObservations + observations.rows.length,
    flows: committedFlows + flows.rows.length,
  };
  // Not measured anew: a day of a sensor has a hundred thousand flows, and a batch changes some hundred of them.
  const measured = (rows: readonly Flow[]) => measureFlows(rows, ENCRYPTED_PROTOCOLS);
  const revisions = { from: committedObservations + committedFlows, to: after.observations + after.flows };
  await addToCoverage(tx, contentId, revisions, figuresLess(measured(flows.rows), measured(flows.taken)));
  await advanceContent(tx, contentId, { ...after, isComplete: true });
}

interface Folding<Row> {
  keyOf(row: Row): string;
  take(tx: Sql, contentId: number, seqs: readonly number[]): Promise<Row[]>;
  fold(known: readonly Row[], more: readonly Row[]): Row[];
}

async function folded<Row>(
  tx: Sql,
  contentId: number,
  isFlow: boolean,
  more: readonly Row[],
  { keyOf, take, fold }: Folding<Row>,
): Promise<{ rows: Row[]; keys: string[]; taken: Row[] }> {
  const groups = groupRows(more, keyOf);
  const hashes = new Map([...groups.keys()].map((key) => [key, shortHash(key)]));
  const found = await takeLiveRows(tx, contentId, isFlow, [...hashes.values()]);
  const seqs = found.map((it) => it.seq);
  const taken = seqs.length > 0 ? await take(tx, contentId, seqs) : [];
  const known = groupRows(taken, keyOf);
  const rows: Row[] = [];
  const keys: string[] = [];
  for (const [key, group] of groups) {
    for (const row of fold(known.get(key) ?? [], group)) {
      rows.push(row);
      keys.push(hashes.get(key) as string);
    }
  }
  return { rows, keys, taken };
}

const shortHash = (key: string) => createHash("sha256").update(key).digest("hex").slice(0, 32);

/** Equal for a batch that is sent again, and for no two that a sensor made, though both may hold no packet. */
function digestOf({ day, ledger, firstSeenUs, lastSeenUs, dropped, lostBatches, lostPackets, ...rest }: SensorBatch) {
  const { health, observations, flows } = rest;
  const told = [day, ledger, firstSeenUs, lastSeenUs, dropped, lostBatches, lostPackets];
  return shortHash(JSON.stringify([...told, health.startedAtUs, health.received, observations.length, flows.length]));
}

/** Takes the place of the hash of a file: the evidence of one sensor and day. */
const contentHash = (sensorId: string, day: string) =>
  createHash("sha256").update(`sensor|${sensorId}|${day}`).digest("hex");

function cleanObservation(it: SensorBatch["observations"][number]): Observation {
  const subject = {
    ...cleanEnd(it.subject),
    child: it.subject.child === null ? null : cleanText(it.subject.child, 128),
  };
  if (subject.mac === null && subject.ip === null) refuse();
  const base = { subject, protocol: cleanText(it.protocol, 80) };
  if (it.kind === "identity") return { ...it, ...base, value: cleanText(it.value) };
  if (it.kind !== "service") return { ...it, ...base };
  const { product, version } = it;
  return {
    ...it,
    ...base,
    service: cleanText(it.service, 60),
    product: product === null ? null : cleanText(product),
    version: version === null ? null : cleanText(version),
    flags: it.flags.map((flag) => cleanText(flag, 40)),
  };
}

function cleanFlood(flood: NonNullable<SensorBatch["flood"]>): FloodSummary {
  return { ...flood, examples: flood.examples.flatMap((it) => parseMac(it) ?? parseIp(it) ?? []) };
}

function cleanFlow(it: SensorBatch["flows"][number]): Flow {
  const [initiator, responder] = [cleanEnd(it.initiator), cleanEnd(it.responder)];
  if ([initiator, responder].some((end) => end.ip === null && end.mac === null)) refuse();
  const peerName = it.peerName === null ? null : cleanText(it.peerName, 255);
  const peerNameFrom = peerName === null ? null : it.peerNameFrom;
  return { ...it, initiator, responder, protocol: cleanText(it.protocol, 60), peerName, peerNameFrom };
}

/** Addresses are identifiers: only what is one, in its one notation. */
function cleanEnd({ ip, mac }: FlowEnd): FlowEnd {
  const end = { ip: ip === null ? null : parseIp(ip), mac: mac === null ? null : parseMac(mac) };
  if ((ip !== null && end.ip === null) || (mac !== null && end.mac === null)) refuse();
  return end;
}

function refuse(): never {
  throw new AppError("bad-request", "A row of the batch names no readable address.");
}
