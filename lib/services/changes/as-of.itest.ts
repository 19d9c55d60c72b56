import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { deviceQuery } from "@/lib/contracts/devices";
import { flowQuery } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import {
  countVersions,
  findVersionMatches,
  findVersionPage,
  findVersionState,
  type VersionPosition,
} from "@/lib/db/devices/device-version";
import { streamConversationsAsOf } from "@/lib/db/flows/conversation-as-of";
import { decideDevices } from "@/lib/services/decisions/decide-devices";
import { getDeviceAsOf } from "@/lib/services/devices/get-device-as-of";
import { listDevices } from "@/lib/services/devices/list-devices";
import { listDevicesAsOf } from "@/lib/services/devices/list-devices-as-of";
import { exportFlows, exportFlowsAsOf } from "@/lib/services/flows/export-flows";
import { listFlows } from "@/lib/services/flows/list-flows";
import { simulate } from "@/lib/simulator/simulate";
import { takeIn } from "@/lib/testing/take-in";
import { exportChanges } from "./export-changes";
import { listChanges } from "./list-changes";

const { files } = simulate();
const capture = (name: string) =>
  files.filter(({ path }) => path.endsWith(name)).map(({ path, bytes }) => ({ name: path, bytes }));
const all = deviceQuery.parse({ limit: 500 });
const now = async () =>
  (await sql.query<{ at: Date }>("select clock_timestamp() as at"))[0]?.at.toISOString() as string;

const flowsOf = async (pieces: AsyncIterable<string>) => {
  let text = "";
  for await (const piece of pieces) text += piece;
  return (JSON.parse(text) as { flows: Record<string, unknown>[] }).flows;
};

let before: string;
let first: string;
let second: string;
let flowsOfFirst: Record<string, unknown>[];

beforeAll(async () => {
  before = await now();
  await takeIn(capture("day-1-process.pcap"), { realm: "plant" });
  first = await now();
  flowsOfFirst = await flowsOf(exportFlows(systemActor, { format: "json" }));
  await takeIn([...capture("day-4-maintenance.pcap"), ...capture("operations-scan.xml")], { realm: "plant" });
  second = await now();
});
afterAll(closeDatabase);

describe("the inventory as it was known", () => {
  it("is empty before the first import, the first import's devices after it, and all of them now", async () => {
    const [none, some, present] = [
      await listDevicesAsOf(systemActor, all, before),
      await listDevicesAsOf(systemActor, all, first),
      await listDevices(systemActor, all),
    ];
    expect(none.totalAll).toBe(0);
    expect(some.total).toBeGreaterThan(5);
    expect(some.total).toBeLessThan(present.total);
    const then = await listDevicesAsOf(systemActor, all, second);
    const comparable = (rows: typeof present.items) =>
      rows.map(({ lastSeenAt, seenDays, ...row }) => row).sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(comparable(then.items)).toEqual(comparable(present.items));
  });

  it("comes page by page, each device once", async () => {
    const ids: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listDevicesAsOf(systemActor, { ...all, limit: 7, cursor }, second);
      ids.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength((await listDevices(systemActor, all)).total);
  });

  it("finds by a word what the devices said then, page by page, whichever way it is read", async () => {
    const asked = { ...all, limit: 2 };
    const everyPage = async (query: object) => {
      const ids: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await listDevicesAsOf(systemActor, { ...asked, ...query, cursor }, second);
        ids.push(...page.items.map(({ id }) => id));
        if (page.next === null) return { ids, total: page.total };
        cursor = page.next;
      }
    };
    const walked = async (filter: object) => {
      const ids: string[] = [];
      for (let after: VersionPosition | null = null; ; ) {
        const page = await findVersionPage(new Date(second), filter, after, 3);
        ids.push(...page.rows.map(({ id }) => id));
        if (page.next === null) return ids;
        after = page.next;
      }
    };
    const { items } = await listDevicesAsOf(systemActor, all, second);
    const some = items.find(({ vendor, ips }) => vendor !== null && ips.length > 0);
    const words = [
      some?.vendor?.value.toUpperCase(),
      some?.ips[0],
      some?.macs[0],
      "sanctioned",
      "%",
      "no-device-says-this",
    ];
    const found = new Map<string, number>();
    for (const q of words as string[]) {
      const { ids, total } = await everyPage({ q });
      expect(ids, q).toEqual(await walked({ q }));
      expect(total).toBe(await countVersions(new Date(second), { q }));
      expect(ids).toHaveLength(total);
      expect(await findVersionMatches(new Date(second), { q }, total - 1), q).toBeNull();
      found.set(q, total);
    }
    expect(found.get(some?.ips[0] as string)).toBeGreaterThan(0);
    const ofVendor = items.filter(({ vendor }) => vendor?.value === some?.vendor?.value).map(({ id }) => id);
    expect((await everyPage({ q: some?.vendor?.value.toUpperCase() })).ids).toEqual(expect.arrayContaining(ofVendor));
    expect(found.get("no-device-says-this")).toBe(0);
    // Fields have names that no device says.
    expect((await everyPage({ q: "riskScore" })).ids).toEqual([]);
    expect((await everyPage({ vendor: [some?.vendor?.value as string] })).ids.toSorted()).toEqual(ofVendor.toSorted());
  });

  it("exports the flows that were known then as it did then, and of now those of today", async () => {
    const at = async (asOf: string) => flowsOf(await exportFlowsAsOf(systemActor, asOf, { format: "json" }));
    const sorted = (flows: Record<string, unknown>[]) => flows.map((it) => JSON.stringify(it)).sort();
    // What devices are called, and which of two an address belongs to, is of today.
    const told = (flows: Record<string, unknown>[]) =>
      sorted(
        flows.map((it) => {
          const end = ({ ip, mac }: { ip: unknown; mac: unknown }) => ip ?? mac;
          return { ...it, initiator: end(it.initiator as never), responder: end(it.responder as never) };
        }),
      );
    expect(await at(before)).toEqual([]);
    expect(flowsOfFirst.length).toBeGreaterThan(5);
    expect(told(await at(first))).toEqual(told(flowsOfFirst));
    const present = await flowsOf(exportFlows(systemActor, { format: "json" }));
    expect(present.length).toBeGreaterThan(flowsOfFirst.length);
    expect(sorted(await at(second))).toEqual(sorted(present));
    // However few initiators are asked for at once.
    let rows = 0;
    for await (const _ of streamConversationsAsOf(new Date(second), {}, 2)) rows++;
    expect(rows).toBe(present.length);
  });

  it("has the flows that were known then", async () => {
    const query = flowQuery.parse({});
    expect((await listFlows(systemActor, { ...query, asOf: before })).total).toBe(0);
    const [then, present] = [
      await listFlows(systemActor, { ...query, asOf: first }),
      await listFlows(systemActor, query),
    ];
    expect(then.total).toBeGreaterThan(0);
    expect(then.total).toBeLessThan(present.total);
  });
});

describe("the difference between two times", () => {
  it("is the same object for the same two times until something comes in, and equal to what is compared anew", async () => {
    const times = { from: first, to: second };
    const kept = await listChanges(systemActor, times);
    expect(kept.items.length).toBeGreaterThan(5);
    expect(await listChanges(systemActor, times)).toBe(kept);
    // A millisecond earlier nothing had come in either: another question with the same answer.
    const from = new Date(Date.parse(first) - 1).toISOString();
    expect((await listChanges(systemActor, { from, to: second })).items).toEqual(kept.items);
    const [peer] = kept.items.filter(({ kind, after }) => kind === "new-peer" && after !== null);
    const rename = (name: string | null) => sql.run("update device set name = $2 where id = $1", [peer?.otherId, name]);
    const [old] = await sql.query<{ name: string | null }>("select name from device where id = $1", [peer?.otherId]);
    await rename("renamed-peer");
    const names = (await listChanges(systemActor, times)).items.map(({ after }) => after);
    expect(names).toContain("renamed-peer");
    await rename(old?.name ?? null);
  });

  it("names new devices, new services and new peers, and nothing when nothing came in between", async () => {
    const { items, counts } = await listChanges(systemActor, { from: first, to: second });
    const known = new Set((await listDevicesAsOf(systemActor, all, first)).items.map(({ id }) => id));
    const fresh = items.filter(({ kind }) => kind === "new").map(({ deviceId }) => deviceId);
    const present = (await listDevices(systemActor, all)).items.map(({ id }) => id);
    expect(fresh.sort()).toEqual(present.filter((id) => !known.has(id)).sort());
    for (const kind of ["new", "new-service", "new-peer"] as const)
      expect(counts.find((it) => it.kind === kind)?.count, kind).toBeGreaterThan(0);
    expect((await listChanges(systemActor, { from: second })).items).toEqual([]);
  });

  it("comes as CSV", async () => {
    let text = "";
    for await (const piece of exportChanges(systemActor, { from: first, to: second })) text += piece;
    expect(text.split("\r\n")[0]).toBe("Change,Device,Device id,What,Before,After,Other device id");
    expect(text).toContain("new-peer");
  });

  it("refuses times in the wrong order", async () => {
    await expect(listChanges(systemActor, { from: second, to: first })).rejects.toThrow("must lie before");
  });
});

it("a merged device still answers for the time before the merge, and leads to the other after it", async () => {
  const [a, b] = (await listDevices(systemActor, all)).items.slice(0, 2).map(({ id }) => id) as [string, string];
  const { devices } = { devices: [a, b] };
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const stateOf = (at: string) => findVersionState(new Date(at));
  const countOf = async () => {
    const { total } = await listDevicesAsOf(systemActor, { ...all, state: ["sanctioned", "unsanctioned"] }, soon);
    return [total, (await listChanges(systemActor, { from: second, to: soon })).items.length];
  };
  const [past, coming, [known = 0]] = [await stateOf(second), await stateOf(soon), await countOf()];
  await decideDevices(systemActor, { kind: "merge", deviceIds: devices, reason: "one box" });
  const merged = await now();
  // What is kept of a time past stays; of a time that this was learned by, it is told anew.
  expect(await stateOf(second)).toBe(past);
  expect(await stateOf(soon)).not.toBe(coming);
  expect(await countOf()).toEqual([known - 1, expect.toSatisfy((count: number) => count > 0)]);
  const survivors = (await listDevices(systemActor, all)).items.map(({ id }) => id);
  const gone = devices.find((id) => !survivors.includes(id)) as string;
  expect((await getDeviceAsOf(systemActor, gone, second)).row.id).toBe(gone);
  const later = await getDeviceAsOf(systemActor, gone, merged);
  expect(later.row.id).toBe(later.movedTo);
  expect((await listChanges(systemActor, { from: second, to: merged })).counts).toContainEqual({
    kind: "merged",
    count: 1,
  });
});
