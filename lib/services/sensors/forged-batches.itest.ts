import { afterAll, afterEach, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import type { SensorBatch } from "@/lib/contracts/sensors";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { refreshInventory } from "@/lib/services/inventory/refresh-inventory";
import { simulate } from "@/lib/simulator/simulate";
import { batchesOf, newSensor } from "@/lib/testing/live-sensor";
import { emptyDatabase } from "@/lib/testing/take-in";
import { getCoverage } from "../coverage/get-coverage";
import { getOverview } from "../overview/get-overview";
import { listSensors } from "./list-sensors";
import { takeBatch } from "./take-batch";

/** What somebody may send who has the token of a sensor: it must not reach beyond what that sensor could have heard. */
const DAY = "2026-11-20";
const NOW_MS = Date.parse(`${DAY}T20:00:00Z`);
const capture = simulate().files.find((it) => it.path.endsWith(".pcap"));
const [honest] = batchesOf(capture?.bytes ?? new Uint8Array(), 1, { day: DAY, nowMs: NOW_MS }) as [SensorBatch];
const MOST = Number.MAX_SAFE_INTEGER;

afterEach(emptyDatabase);
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

describe("a batch that was made up", () => {
  it("with counts that no line carries is refused, wherever they stand, and never adds to a sum", async () => {
    const { actor } = await newSensor();
    const flow = honest.flows[0] as SensorBatch["flows"][number];
    const [row] = honest.observations.filter((it) => it.kind === "sighting");
    const forged: Partial<SensorBatch>[] = [
      { flows: [{ ...flow, bytes: MOST }] },
      { flows: [{ ...flow, packetsFromResponder: MOST }] },
      { flows: [{ ...flow, operations: { read: MOST } }] },
      { flows: Array.from({ length: 1_000 }, (_, at) => ({ ...flow, port: 1 + at, bytes: 2e11 })) },
      { observations: [{ ...(row as SensorBatch["observations"][number]), count: MOST }] },
      { observations: [{ ...(row as SensorBatch["observations"][number]), sent: MOST } as typeof row & object] },
      { ledger: { ...honest.ledger, records: MOST } },
      { dropped: MOST },
      { lostPackets: MOST },
      { lostBatches: MOST },
    ];
    for (const more of forged) {
      await expect(takeBatch(actor, { ...honest, ...more }, NOW_MS)).rejects.toThrow("10 Gbit/s");
    }
    expect(await sql.query("select 1 from sensor_batch")).toEqual([]);
  });

  it("twenty times over with the most that is taken leaves the inventory and every sum readable", async () => {
    const { actor } = await newSensor();
    const flow = honest.flows.find((it) => it.transport === "tcp") as SensorBatch["flows"][number];
    const most = { packets: 1e13, bytes: 8e13, packetsFromResponder: 1e12, bytesFromResponder: 1e12 };
    for (let seq = 1; seq <= 20; seq += 1) {
      await takeBatch(actor, { ...honest, observations: [], flows: [{ ...flow, ...most }], seq }, NOW_MS);
    }
    await refreshInventory();
    await getCoverage(systemActor);
    await getOverview(systemActor);
    await listSensors(systemActor);
    const [sum] = await sql.query<{ bytes: number }>("select sum(bytes)::bigint as bytes from conversation");
    expect(sum?.bytes).toBe(1.6e15);
  });

  it("of times to come is refused, however its day is called", async () => {
    const { actor } = await newSensor();
    const later = (NOW_MS + 40 * 3_600_000) * 1_000;
    const [row, ...rows] = honest.observations as [SensorBatch["observations"][number]];
    const ahead = { ...honest, observations: [...rows, { ...row, lastSeenUs: later }] };
    await expect(takeBatch(actor, ahead, NOW_MS)).rejects.toThrow("ahead");
    const flow = { ...(honest.flows[0] as SensorBatch["flows"][number]), lastSeenUs: later };
    await expect(takeBatch(actor, { ...honest, flows: [flow] }, NOW_MS)).rejects.toThrow("ahead");
    await expect(takeBatch(actor, { ...honest, lastSeenUs: later }, NOW_MS)).rejects.toThrow("ahead");
    expect(await sql.query("select 1 from flow")).toEqual([]);
  });
});
