import { afterAll, afterEach, describe, expect, it } from "vitest";
import { newSensorToken, requireSensor } from "@/lib/auth/sensor-token";
import { systemActor } from "@/lib/auth/session";
import { type SensorBatch, sensorBatch } from "@/lib/contracts/sensors";
import { closeDatabase, sql } from "@/lib/db/client";
import { foldRows } from "@/lib/ingest/live/fold-rows";
import { closeQueue } from "@/lib/jobs/enqueue";
import { refreshInventory } from "@/lib/services/inventory/refresh-inventory";
import { simulate } from "@/lib/simulator/simulate";
import { newSensor, batchesOf as sentBatches } from "@/lib/testing/live-sensor";
import { emptyDatabase, inventorySnapshot, takeIn } from "@/lib/testing/take-in";
import { getCoverage } from "../coverage/get-coverage";
import { revokeSensor } from "./change-sensor";
import { listSensors } from "./list-sensors";
import { takeBatch } from "./take-batch";

const DAY = "2026-11-20";
const NOW_MS = Date.parse("2026-11-20T20:00:00Z");
const capture = simulate().files.find((it) => it.path.endsWith(".pcap"));
if (!capture) throw new Error("the simulator writes no capture");

const DAY_OF_BATCHES = { day: DAY, nowMs: NOW_MS };
const batchesOf = (bytes: Uint8Array, pieces: number) => sentBatches(bytes, pieces, DAY_OF_BATCHES);

/** Without what names the file, the order in which rows were written, and how far the flow rows were split. */
function comparable({
  devices,
  conversations,
  unconfirmed,
  flows,
  evidence,
}: Awaited<ReturnType<typeof inventorySnapshot>>) {
  const plain = (rows: readonly object[]) =>
    rows
      .map((row) => {
        const { sha256, seq, ...rest } = row as Record<string, unknown>;
        // A service is stated once for each interval in which a connection to it was open, in a file once in all.
        if (rest.kind === "service") delete rest.count;
        return JSON.stringify(rest, (key, value) =>
          ["fileSha256", "fileName", "format", "fingerprint"].includes(key) ? undefined : value,
        );
      })
      .sort();
  return {
    devices: plain(devices),
    conversations: plain(conversations),
    unconfirmed: plain(unconfirmed),
    flows: plain(flows),
    evidence: plain(evidence),
  };
}

afterEach(emptyDatabase);
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

describe("batches of a sensor", () => {
  it("give the same evidence, flows and devices as the file, in any order and sent twice", async () => {
    await takeIn([{ name: "x.pcap", bytes: capture.bytes }]);
    const file = comparable(await inventorySnapshot());
    expect(file.devices.length).toBeGreaterThan(10);
    await emptyDatabase();

    const { actor } = await newSensor();
    const batches = batchesOf(capture.bytes, 7);
    const shuffled = [...batches].sort((a, b) => ((a.seq * 5) % 7) - ((b.seq * 5) % 7));
    for (const batch of [...shuffled, ...batches]) await takeBatch(actor, batch, NOW_MS);
    await refreshInventory();
    const live = comparable(await inventorySnapshot());
    expect(live.flows).toEqual(file.flows);
    expect(live.evidence).toEqual(file.evidence);
    expect(live.conversations).toEqual(file.conversations);
    expect(live.unconfirmed).toEqual(file.unconfirmed);
    expect(live.devices).toEqual(file.devices);
  });

  it("that were made one while the server was away add up to the same", async () => {
    const batches = batchesOf(capture.bytes, 5);
    const { actor } = await newSensor();
    for (const batch of batches) await takeBatch(actor, batch, NOW_MS);
    const apart = comparable(await inventorySnapshot());
    await emptyDatabase();

    const again = await newSensor();
    const rows = batches.reduce<Pick<SensorBatch, "observations" | "flows">>(
      (sum, it) => foldRows(sum, it) as Pick<SensorBatch, "observations" | "flows">,
      { observations: [], flows: [] },
    );
    await takeBatch(again.actor, { ...(batches[0] as SensorBatch), ...rows }, NOW_MS);
    const joined = comparable(await inventorySnapshot());
    expect(joined.flows).toEqual(apart.flows);
    expect(joined.evidence).toEqual(apart.evidence);
  });

  it("show in the inventory after each merge, not only after the first", async () => {
    const { actor } = await newSensor();
    const [first, ...more] = batchesOf(capture.bytes, 4) as [SensorBatch, ...SensorBatch[]];
    await takeBatch(actor, first, NOW_MS);
    await refreshInventory();
    const packets = async () =>
      (await sql.query<{ sum: number }>("select sum(packets)::bigint as sum from conversation"))[0]?.sum ?? 0;
    const before = await packets();
    expect(before).toBeGreaterThan(0);
    for (const batch of more) await takeBatch(actor, batch, NOW_MS);
    await refreshInventory();
    expect(await packets()).toBeGreaterThan(before);
  });

  it("are part of the coverage, growing with each batch, with what the kernel dropped", async () => {
    const { actor } = await newSensor();
    const [first, ...others] = batchesOf(capture.bytes, 4);
    await takeBatch(actor, { ...(first as SensorBatch), dropped: 3 }, NOW_MS);
    const [early] = (await getCoverage(systemActor)).sources;
    expect(early).toMatchObject({ realm: "plant", sensor: "cell 3", droppedPackets: 3, contents: 1 });
    expect(early?.spots.map(({ kind }) => kind)).toContain("dropped");
    for (const batch of others) await takeBatch(actor, batch, NOW_MS);
    const [late, ...more] = (await getCoverage(systemActor)).sources;
    expect(more).toEqual([]);
    expect(late?.packets).toBeGreaterThan(early?.packets as number);
    const [flows] = await sql.query<{ packets: number }>("select sum(packets)::bigint as packets from flow");
    expect(late?.packets).toBe(flows?.packets);
    expect(late?.shares.undecoded).not.toBeNull();
    expect(late?.lastSeenAt).not.toBeNull();
  });

  it("add to what is measured of their day, so that nobody who asks waits until the whole day is measured anew", async () => {
    const { actor } = await newSensor();
    const figures = () => sql.query("select content_id, revision, figures from content_coverage order by content_id");
    const batches = batchesOf(capture.bytes, 6);
    // Also the same connections heard again, and a day that was measured before anything was added to it.
    for (const batch of [...batches, { ...(batches[2] as SensorBatch), seq: 100 }]) {
      await takeBatch(actor, batch, NOW_MS);
      const added = await figures();
      await sql.run("delete from content_coverage");
      await getCoverage(systemActor);
      expect(added).toEqual(await figures());
    }
    await sql.run("update content_coverage set revision = 1");
    await takeBatch(actor, { ...(batches[3] as SensorBatch), seq: 101 }, NOW_MS);
    expect(await figures(), "what is not measured is not added to").toMatchObject([{ revision: 1 }]);
  });

  it("need the sensor's own token, which nobody can read back and which ends at once", async () => {
    const { id, token } = await newSensor();
    const ask = (bearer: string, sensor = id) =>
      requireSensor(new Request("http://127.0.0.1/", { headers: { authorization: `Bearer ${bearer}` } }), sensor);
    await expect(ask(token)).resolves.toMatchObject({ sensorId: id });
    await expect(ask(newSensorToken(id).token)).rejects.toThrow("not known or was revoked");
    await expect(ask(token, "00000000-0000-4000-8000-000000000000")).rejects.toThrow("not known");
    const stored = JSON.stringify(await sql.query("select * from sensor"));
    expect(stored).not.toContain(token.slice(-43));
    await revokeSensor(systemActor, id);
    await expect(ask(token)).rejects.toThrow("not known or was revoked");
  });

  it("that are hostile are refused as a whole, and text in them is cleaned", async () => {
    const { actor } = await newSensor();
    const [batch] = batchesOf(capture.bytes, 1) as [SensorBatch];
    const flow = batch.flows[0] as SensorBatch["flows"][number];
    const bad = { ...batch, flows: [flow, { ...flow, initiator: { ip: "10.0.0.5'; drop table device", mac: null } }] };
    await expect(takeBatch(actor, bad, NOW_MS)).rejects.toThrow("no readable address");
    await expect(takeBatch(actor, { ...batch, day: "2031-01-01" }, NOW_MS)).rejects.toThrow("ahead");
    expect(await sql.query("select 1 from flow")).toEqual([]);
    await takeBatch(actor, { ...batch, observations: [], flows: [{ ...flow, peerName: "a\u0000\u202eb" }] }, NOW_MS);
    const [row] = await sql.query<{ peer: string }>("select peer_name as peer from flow");
    expect(row?.peer).not.toMatch(/[\u0000\u202e]/);
  });

  it("whose day is taken out as they come in are asked for again, and are whole then", async () => {
    const { actor } = await newSensor();
    const [batch] = batchesOf(capture.bytes, 1) as [SensorBatch];
    // Between the moment at which the day's content was found and that at which rows come to it.
    await sql.run(`create function take_day_out() returns trigger language plpgsql as
      $$ begin delete from source_content; return new; end $$`);
    await sql.run(
      "create trigger take_day_out before insert on sensor_batch for each row execute function take_day_out()",
    );
    // A sensor keeps what is unavailable, and gives up what conflicts.
    await expect(takeBatch(actor, batch, NOW_MS)).rejects.toMatchObject({ code: "unavailable" });
    await sql.run("drop function take_day_out cascade");
    expect(await takeBatch(actor, batch, NOW_MS)).toMatchObject({ isNew: true });
    expect(await sql.query("select 1 from flow")).toHaveLength(batch.flows.length);
  });

  it("of a number that another batch has are told apart from a repetition, and get a number of their own", async () => {
    const { actor } = await newSensor();
    const [first, second] = batchesOf(capture.bytes, 3) as [SensorBatch, SensorBatch];
    for (const batch of [first, second]) await takeBatch(actor, batch, NOW_MS);
    // A sensor whose folder was restored from an older copy: its numbers begin again where they had been.
    const later = { ...first, lastSeenUs: (first.lastSeenUs as number) + 60_000_000 };
    expect(await takeBatch(actor, first, NOW_MS)).toEqual({ isNew: false, freeSeq: null });
    expect(await takeBatch(actor, later, NOW_MS)).toEqual({ isNew: false, freeSeq: second.seq + 1 });
    expect(await takeBatch(actor, { ...later, seq: second.seq + 1 }, NOW_MS)).toEqual({ isNew: true, freeSeq: null });
    const quiet = { ...first, ...{ observations: [], flows: [], firstSeenUs: null, lastSeenUs: null, seq: 50 } };
    await takeBatch(actor, quiet, NOW_MS);
    const otherRun = { ...quiet, health: { ...quiet.health, startedAtUs: quiet.health.startedAtUs + 1 } };
    expect(await takeBatch(actor, otherRun, NOW_MS)).toEqual({ isNew: false, freeSeq: 51 });
  });

  it("that were confirmed before the database was restored from an earlier backup are counted as missing", async () => {
    const { actor } = await newSensor();
    const [batch] = batchesOf(capture.bytes, 1) as [SensorBatch];
    const missing = async () => {
      const [shown] = (await listSensors(systemActor)).items;
      return [shown?.forgottenBatches, shown?.forgottenPackets];
    };
    const folder = "f".repeat(32);
    const send = (seq: number, batches: number, from = folder) => {
      const sent = { folder: from, batches, packets: batches * 100 };
      const ledger = { ...batch.ledger, records: 100 };
      const little = { ...batch, ledger, observations: [], flows: [], seq };
      return takeBatch(actor, { ...little, health: { ...batch.health, sent } }, NOW_MS);
    };
    for (const at of [0, 1, 2]) await send(at + 1, at);
    expect(await missing()).toEqual([0, 0]);
    // Four more were confirmed, 4 to 7, of which the restored database knows nothing.
    await send(8, 7);
    expect(await missing()).toEqual([4, 400]);
    await send(9, 8);
    // Sent late, from another folder, or from one that was itself restored: none of these says that anything is missing.
    await send(5, 90);
    await send(10, 90, "0".repeat(32));
    await send(11, 3);
    expect(await missing()).toEqual([4, 400]);
  });

  it("keep the sensor's state: how late it is, what it lost, and its clock", async () => {
    const { actor } = await newSensor();
    const at = Date.now();
    const [batch] = batchesOf(capture.bytes, 1) as [SensorBatch];
    expect((await listSensors(systemActor)).items[0]).toMatchObject({ state: "waiting", health: null });
    const ofToday = { ...batch, day: new Date(at).toISOString().slice(0, 10), sentAtMs: at + 4_000 };
    const said = { ...ofToday, lostBatches: 2, lostPackets: 30, observations: [], flows: [] };
    await takeBatch(actor, { ...said, lastSeenUs: at * 1_000 }, at);
    const [live] = (await listSensors(systemActor, at)).items;
    expect(live).toMatchObject({ state: "live", clockOffsetMs: 4_000, lostBatches: 2, lostPackets: 30 });
    expect(live?.coverage.at(-1)).toBe(batch.ledger.records);
    expect((await listSensors(systemActor, at + 20 * 60_000)).items[0]?.state).toBe("late");
    expect((await listSensors(systemActor, at + 120 * 60_000)).items[0]?.state).toBe("away");
  });

  it("tell that the sensor hears nothing, which shows wherever somebody looks, until packets come or it is away", async () => {
    const { actor } = await newSensor();
    const at = Date.now();
    const day = new Date(at).toISOString().slice(0, 10);
    const [batch] = batchesOf(capture.bytes, 1) as [SensorBatch];
    const saying = (seq: number, silentMs: number | null): SensorBatch => ({
      ...{ ...batch, seq, day, sentAtMs: at, observations: [], flows: [] },
      health: { ...batch.health, silentMs, link: "no-carrier" },
    });
    const look = async (afterMs: number) => {
      const [shown] = (await listSensors(systemActor, at + afterMs)).items;
      const { general, sources } = await getCoverage(systemActor, {}, at + afterMs);
      const told = general.filter(({ href }) => href === "/discovery/sensors").map(({ text }) => text);
      const spots = sources.flatMap((it) => it.spots).filter(({ kind }) => kind === "silent-sensor");
      return { state: shown?.state, trouble: shown?.trouble, told, spots };
    };
    await takeBatch(actor, saying(1, 20_000), at);
    expect(await look(30_000)).toEqual({ state: "live", trouble: null, told: [], spots: [] });
    await takeBatch(actor, saying(2, 10 * 60_000), at);
    const sentence = "has heard no packet for 10 minutes: eth1 has no link.";
    expect(await look(30_000)).toMatchObject({
      state: "hears-nothing",
      trouble: { sentence, advice: expect.stringContaining("cable") },
      told: [`Sensor cell 3 in Plant / plant ${sentence}`],
      spots: [{ sentence: `It ${sentence}` }],
    });
    expect(await look(2 * 3_600_000 + 60_000)).toMatchObject({
      state: "away",
      told: ["Sensor cell 3 in Plant / plant has sent nothing for 2 hours."],
    });
    await takeBatch(actor, saying(3, 0), at);
    expect(await look(30_000)).toMatchObject({ state: "live", told: [] });
  });

  it("of sensors that do not say for how long they heard nothing are taken, and called live as before", async () => {
    const { actor } = await newSensor();
    const [batch] = batchesOf(capture.bytes, 1) as [SensorBatch];
    const { silentMs, link, ...health } = batch.health;
    const older = sensorBatch.parse({ ...JSON.parse(JSON.stringify(batch)), health });
    await takeBatch(actor, older, NOW_MS);
    // As an older server stored it, too.
    await sql.run("update sensor set health = health - 'silentMs' - 'link'");
    expect((await listSensors(systemActor)).items[0]).toMatchObject({
      state: "live",
      health: { interfaceName: "eth1", silentMs: null, link: null },
    });
  });
});
