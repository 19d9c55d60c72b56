import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/session";
import {
  type DeviceRow,
  deviceActivity,
  deviceDetail,
  deviceFlows,
  deviceQuery,
  deviceTimeline,
} from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { decideDevices } from "../decisions/decide-devices";
import { getDevice } from "./get-device";
import { getDeviceActivity } from "./get-device-activity";
import { getDeviceTimeline } from "./get-device-timeline";
import { listDeviceFlows } from "./list-device-flows";
import { listDevices } from "./list-devices";

let rows: DeviceRow[];
const detail = async (id: string) => deviceDetail.parse(await getDevice(systemActor, id));
const flows = async (id: string, query = {}) =>
  deviceFlows.parse(await listDeviceFlows(systemActor, id, { limit: 100, ...query }));
const timeline = async (id: string) => deviceTimeline.parse(await getDeviceTimeline(systemActor, id)).items;
const byIp = (ip: string) => rows.find((row) => row.ips[0] === ip && row.realms[0] === "core") as DeviceRow;

beforeAll(async () => {
  await seedInventory(60);
  rows = (await listDevices(systemActor, deviceQuery.parse({ limit: 500 }))).items;
});
afterAll(closeDatabase);

describe("a device", () => {
  it("says where each value was read, in words, realm names and times", async () => {
    const { row } = { row: byIp("10.1.1.1") };
    const it = await detail(row.id);
    const vendor = it.fields.find((field) => field.field === "vendor");
    expect(vendor).toMatchObject({ value: "Siemens", mark: "passive" });
    expect(vendor?.claim.citation).toMatchObject({ realm: "core", fileName: "core.pcap", position: 1 });
    expect(vendor?.claim.firstSeenAt).toBe("2026-03-02T08:00:00.000000Z");
    expect(it.interfaces[0]).toMatchObject({ mac: "00:1b:1b:00:00:00", realm: "core" });
    expect(it.sentence).toMatch(/^[A-Z].+ in Cell 3; .+\.$/);
    expect(it.zoneReason).toContain("10.1.1.0/24 of core");
    expect(it.services.find((service) => service.port === 80)).toMatchObject({ isPossible: true, isInsecure: true });
    expect(it.risk.waterfall.reduce((sum, step) => sum + step.points, 0)).toBe(it.risk.score);
    expect(it.movedTo).toBeNull();
  });

  it("names realms, never their ids, in everything that people read", async () => {
    const realmIds = (await sql.query<{ id: string }>("select id from realm")).map((realm) => realm.id);
    for (const { id } of rows) {
      const said = JSON.stringify([await detail(id), await flows(id), await timeline(id)]);
      const withoutKeys = said.replace(/"(?:identifier[AB]|key)":"[^"]*"/g, "");
      for (const realmId of realmIds) expect(withoutKeys).not.toContain(realmId);
    }
  });

  it("is found under the id of a device that became part of it, over several steps and through circles", async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const id = rows[0]?.id as string;
    const redirect = (from: string, to: string) =>
      sql.run("insert into device_redirect (old_id, new_id) values ($1, $2)", [from, to]);
    await redirect(first, second);
    await redirect(second, id);
    const moved = await detail(first);
    expect(moved.movedTo).toBe(id);
    expect(moved.row.id).toBe(id);
    const [a, b] = [randomUUID(), randomUUID()];
    await redirect(a, b);
    await redirect(b, a);
    await expect(getDevice(systemActor, a)).rejects.toMatchObject({ code: "not-found" });
  });

  it("answers as missing when nobody knows it", async () => {
    const id = randomUUID();
    for (const ask of [
      () => detail(id),
      () => flows(id),
      () => timeline(id),
      () => getDeviceActivity(systemActor, id),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: "not-found" });
    }
  });
});

describe("its flows", () => {
  it("come page by page, largest first, each once, and add up to the total", async () => {
    const { id } = byIp("10.1.1.1");
    const all = await flows(id);
    expect(all.total).toBeGreaterThan(50);
    expect(all.items).toHaveLength(all.total);
    const paged = [];
    for (let cursor: string | undefined; ; ) {
      const page = await flows(id, { limit: 9, cursor });
      paged.push(...page.items);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(paged).toEqual(all.items);
    for (let at = 1; at < paged.length; at++)
      expect(paged[at - 1]?.bytes).toBeGreaterThanOrEqual(paged[at]?.bytes ?? 0);
  });

  it("see the same conversation from both ends", async () => {
    const [server, client] = [byIp("10.1.2.2"), byIp("10.1.1.1")];
    const here = (await flows(server.id)).items.find((flow) => flow.peer.deviceId === client.id);
    const there = (await flows(client.id)).items.find((flow) => flow.peer.deviceId === server.id);
    expect(here).toMatchObject({ direction: "in", peer: { zone: "Cell 3" } });
    expect(there).toMatchObject({ direction: "out", peer: { zone: "Hall" }, id: here?.id });
  });

  it("name an outside peer as it was asked for", async () => {
    const outside = (await flows(byIp("10.1.2.2").id)).items.find((flow) => flow.peer.zone === "Internet");
    expect(outside?.peer).toEqual({ deviceId: null, name: "update.example.com", ip: "198.51.100.7", zone: "Internet" });
  });

  it("add up by zone of the peer to what their list holds, and by hour to their times", async () => {
    const { id } = byIp("10.1.2.2");
    const listed = (await flows(id)).items;
    const { zones, week, isPartial } = deviceActivity.parse(await getDeviceActivity(systemActor, id));
    expect(isPartial).toBe(false);
    expect(zones.map((it) => it.zone)).toEqual(expect.arrayContaining(["Cell 3", "Internet"]));
    for (const { zone, bytes, packets, peers, flows: count } of zones) {
      const there = listed.filter((flow) => flow.peer.zone === zone);
      const sum = (pick: (flow: (typeof there)[number]) => number) => there.reduce((all, flow) => all + pick(flow), 0);
      expect({ zone, bytes, packets }).toEqual({
        zone,
        bytes: sum((it) => it.bytes),
        packets: sum((it) => it.packets),
      });
      expect(count).toBe(there.length);
      expect(peers).toBe(new Set(there.map(({ peer }) => peer.deviceId ?? peer.ip)).size);
    }
    expect(week.timeZone).toBe("UTC");
    // Monday, 2 March 2026, 8 h.
    expect(week.hours[8]).toBeGreaterThan(0);
  });

  it("are not called incomplete because one of them stands for many", async () => {
    const { id } = byIp("10.1.2.2");
    const stands =
      "content_id = (select min(content_id) from flow where initiator_device_id = $1) and initiator_device_id = $1";
    await sql.run(`update flow set flows = 100000 where ${stands}`, [id]);
    const { isPartial, week } = await getDeviceActivity(systemActor, id);
    await sql.run(`update flow set flows = 1 where ${stands}`, [id]);
    expect(Math.max(...week.hours)).toBeGreaterThanOrEqual(100_000);
    expect(isPartial).toBe(false);
  });

  it("refuse a forged cursor", async () => {
    const { id } = byIp("10.1.1.1");
    for (const value of ["x", null, [1], [1, "1 or 1=1"], [-1, id], [1e300, id]]) {
      const cursor = Buffer.from(JSON.stringify(value)).toString("base64url");
      await expect(flows(id, { cursor })).rejects.toMatchObject({ code: "bad-request" });
    }
  });
});

describe("its timeline", () => {
  it("tells of sights and decisions, newest first, and says what can be undone", async () => {
    const { id } = rows.find((row) => row.state === "unsanctioned" && row.firstSeenAt) as DeviceRow;
    const { decisionIds } = await decideDevices(systemActor, {
      kind: "state",
      deviceIds: [id],
      state: "ignored",
      reason: "lab equipment",
      expiresAt: null,
    });
    const events = await timeline(id);
    expect(events[0]).toMatchObject({ kind: "decision", summary: "Ignored by command line: lab equipment" });
    expect(events[0]?.decisionId).toBe(decisionIds[0]);
    const kinds = new Set(events.map((event) => event.kind));
    for (const kind of ["first-seen", "last-seen", "service", "address"] as const) expect(kinds).toContain(kind);
    const times = events.map((event) => event.at ?? "");
    expect(times).toEqual([...times].sort().reverse());
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
  });

  it("offers to undo only what the reader's role may undo", async () => {
    const { id } = byIp("10.1.1.1");
    const [pinned] = (
      await decideDevices(systemActor, {
        kind: "pin",
        deviceIds: [id],
        field: "model",
        value: "S7-1500",
        reason: "seen on its plate",
      })
    ).decisionIds;
    const [ignored] = (
      await decideDevices(systemActor, {
        kind: "state",
        deviceIds: [id],
        state: "ignored",
        reason: "lab equipment",
        expiresAt: null,
      })
    ).decisionIds;
    const undoableAs = async (role: Actor["role"]) => {
      const { items } = deviceTimeline.parse(await getDeviceTimeline({ ...systemActor, role }, id));
      return [pinned, ignored].map((it) => items.some(({ decisionId }) => decisionId === it));
    };
    expect(await undoableAs("engineer")).toEqual([true, true]);
    expect(await undoableAs("analyst"), "a pin takes devices.edit").toEqual([false, true]);
    expect(await undoableAs("viewer")).toEqual([false, false]);
  });
});
