import { afterAll, beforeEach, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { pcapFile } from "@/lib/simulator/capture-files";
import { drawFrom } from "@/lib/simulator/draw";
import { arp, BROADCAST_MAC } from "@/lib/simulator/frames";
import { Wire } from "@/lib/simulator/hard-cases/wire";
import { zeekConnections } from "@/lib/simulator/other-plants/zeek-text";
import { batchesOf, newSensor } from "@/lib/testing/live-sensor";
import { emptyDatabase, takeIn } from "@/lib/testing/take-in";
import { refreshInventory } from "../inventory/refresh-inventory";
import { takeBatch } from "../sensors/take-batch";
import { acknowledgeAlert } from "./acknowledge-alert";
import { listAlerts } from "./list-alerts";

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});
beforeEach(emptyDatabase);

const MADE_UP = 5_000;
const START_US = Date.UTC(2026, 2, 2, 6) * 1_000;
const SERVER = { mac: "00:14:22:00:10:02", ip: "10.1.1.2", ttl: 128 };
const CLIENT = { mac: "00:1b:21:00:10:03", ip: "10.1.1.3", ttl: 128 };
const hex = (value: number) => (value & 255).toString(16).padStart(2, "0");

/** Two devices that talk, then thousands of made-up cards in ten seconds. */
function floodOf(number: number) {
  return { name: `flood-${number}.pcap`, bytes: pcapFile(framesOf(number)) };
}

function framesOf(number: number) {
  const wire = new Wire(drawFrom(number));
  const atUs = START_US + number * 600_000_000;
  wire.tcp(atUs, CLIENT, SERVER, 445);
  for (let index = 0; index < MADE_UP; index++) {
    const mac = `06:0a:${hex(number)}:0b:${hex(index >> 8)}:${hex(index)}`;
    const ip = `10.${100 + number}.${(index >> 8) & 255}.${index & 255 || 1}`;
    wire.frame(atUs + 1_000_000 + index * 2_000, arp(1, { mac, ip }, { mac: BROADCAST_MAC, ip: SERVER.ip }));
  }
  return wire.frames;
}

const count = async (table: string) =>
  (await sql.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0;

test("a flood costs one alert, a summary and bounded rows, until somebody writes down what came of it", async () => {
  await takeIn([floodOf(1), floodOf(2)]);
  const { items, open } = await listAlerts(systemActor);
  expect(open).toBe(1);
  expect(items[0]).toMatchObject({
    files: 2,
    addresses: 2 * MADE_UP,
    frames: 2 * MADE_UP,
    realm: "plant",
    isOpen: true,
  });
  expect(items[0]?.importId).not.toBeNull();
  expect(await count("device")).toBe(2);
  expect(await count("evidence")).toBeLessThan(2 * 2_200);
  expect(await count("unconfirmed_endpoint")).toBeLessThan(2 * 1_100);
  expect(await count("unconfirmed_address")).toBeLessThan(10);

  const id = Number(items[0]?.id);
  const answered = await acknowledgeAlert(systemActor, id, "A test tool at switch 4.");
  expect(answered).toMatchObject({ isOpen: false, acknowledgement: { reason: "A test tool at switch 4." } });
  await expect(acknowledgeAlert(systemActor, id, "Again.")).rejects.toMatchObject({ code: "conflict" });
  expect((await listAlerts(systemActor)).open).toBe(0);
  // What stands in the kept list follows the names of where it was seen.
  await sql.run("update realm set name = 'hall'");
  expect((await listAlerts(systemActor)).items[0]).toMatchObject({ realm: "hall" });
  await sql.run("update realm set name = 'plant'");

  await takeIn([floodOf(3)]);
  const again = await listAlerts(systemActor);
  expect(again).toMatchObject({ open: 1, items: [{ files: 3, isOpen: true }] });
  expect(await count("device")).toBe(2);
});

test("a flood that a live sensor hears is one alert of its day, in however many intervals, with bounded rows", async () => {
  const { actor } = await newSensor();
  const bytes = pcapFile([...framesOf(1), ...framesOf(2), ...framesOf(3)]);
  const nowMs = START_US / 1_000;
  for (const batch of batchesOf(bytes, 3, { day: "2026-03-02", nowMs })) await takeBatch(actor, batch, nowMs);
  await refreshInventory();
  const { items, open } = await listAlerts(systemActor);
  expect(open).toBe(1);
  expect(items[0]).toMatchObject({ files: 1, isOpen: true, importId: null });
  expect(items[0]?.addresses).toBeGreaterThanOrEqual(3 * MADE_UP * 0.99);
  expect(items[0]?.summary).toContain("sensor");
  expect(await count("device")).toBe(2);
  expect(await count("evidence")).toBeLessThan(2_400);
});

test("a burst of made-up senders in a log is one alert; visitors of many months are none", async () => {
  const senders = (burstUs: number) =>
    Array.from({ length: 3_000 }, (_, index) => {
      const from = `10.${60 + (index >> 12)}.${(index >> 6) & 63}.${1 + (index & 63)}`;
      return [START_US + index * burstUs, from, SERVER.ip, 445] as const;
    });
  const logOf = (name: string, burstUs: number) => ({
    name,
    bytes: Buffer.from(zeekConnections(senders(burstUs), "S0")),
  });
  await takeIn([logOf("visitors/conn.log", 3_600_000_000)]);
  expect((await listAlerts(systemActor)).items).toEqual([]);
  await takeIn([logOf("burst/conn.log", 50_000)]);
  const { items } = await listAlerts(systemActor);
  expect(items).toMatchObject([{ addresses: 3_000, files: 1 }]);
  expect(await count("device")).toBe(0);
});
