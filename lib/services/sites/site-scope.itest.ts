/** Whatever list is asked for one site or realm: exactly its part of what it says without, from memory and from SQL. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { conflictsQuery } from "@/lib/contracts/conflicts";
import { deviceQuery } from "@/lib/contracts/devices";
import { pathQuery } from "@/lib/contracts/exposure";
import { findingListQuery } from "@/lib/contracts/findings";
import { importsQuery } from "@/lib/contracts/imports";
import { siteScope } from "@/lib/contracts/site-scope";
import { walkDownQuery } from "@/lib/contracts/walk-down";
import { flowQuery } from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import type { SiteScope } from "@/lib/domain/site-scope";
import { pcapHeader, pcapRecord } from "@/lib/ingest/kept/pcap-file";
import { closeQueue } from "@/lib/jobs/enqueue";
import { ethernet, IP_A, IP_B, ipv4, MAC_A, MAC_B, tcp } from "@/lib/testing/frames";
import { readShadowDesk } from "@/lib/testing/read-shadow-desk";
import { takeIn } from "@/lib/testing/take-in";
import { listConflicts } from "../conflicts/list-conflicts";
import { getCoverage } from "../coverage/get-coverage";
import { listDeviceFacets } from "../devices/list-device-facets";
import { listDevices } from "../devices/list-devices";
import { listPaths } from "../exposure/list-paths";
import { listFindings } from "../findings/list-findings";
import { exportFlows } from "../flows/export-flows";
import { listFlows } from "../flows/list-flows";
import { listImports } from "../imports/list-imports";
import { loadSamplePlant } from "../imports/load-sample-plant";
import { runImport } from "../imports/run-import";
import { getShadowQueue } from "../shadow/get-shadow-queue";
import { getWalkDown } from "../walk-down/get-walk-down";

interface Place {
  readonly siteName: string;
  readonly realmName: string;
  readonly site: string;
  readonly realm: string;
}

let places: Place[];
const realmCalled = (name: string) => places.find((it) => it.realmName === name) as Place;

beforeAll(async () => {
  const { importIds } = await loadSamplePlant(systemActor);
  for (const id of importIds) await runImport(id);
  const talk = [
    ethernet(0x0800, ipv4(6, tcp(40_000, 22, new Uint8Array(), { flags: "S", sequence: 1 }))),
    ethernet(
      0x0800,
      ipv4(6, tcp(22, 40_000, new Uint8Array(), { flags: "SA", sequence: 1 }), { from: IP_B, to: IP_A }),
      {
        from: MAC_B,
        to: MAC_A,
      },
    ),
  ];
  const records = talk.map((it, at) => pcapRecord(it, it.length, 1_700_000_000_000_000 + at));
  await takeIn([{ name: "b.pcap", bytes: Buffer.concat([pcapHeader(1), ...records]) }], {
    site: "Other plant",
    realm: "plant",
  });
  places = await sql.query(
    `select s.name as "siteName", r.name as "realmName", s.id as site, r.id as realm
       from realm r join site s on s.id = r.site_id order by s.name, r.name`,
  );
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

const devicesOf = async (query: object) =>
  (await listDevices(systemActor, deviceQuery.parse({ limit: 500, ...query }))).items;
/** Devices of a part, told by their own rows. */
async function idsIn({ site, realm }: SiteScope): Promise<string[]> {
  const place = places.find((it) => it.site === site || it.realm === realm) as Place;
  // Two realms have one name: only a device's own site can tell them apart here.
  const isThere = (row: Awaited<ReturnType<typeof devicesOf>>[number]) =>
    row.site === place.siteName && (realm === undefined || row.realms.includes(place.realmName));
  return (await devicesOf({}))
    .filter(isThere)
    .map((row) => row.id)
    .sort();
}

const scopes = (): SiteScope[] => [
  ...places.map(({ realm }) => ({ realm })),
  ...[...new Set(places.map(({ site }) => site))].map((site) => ({ site })),
];

describe("a list that is asked for a site or realm", () => {
  it("has parts to tell apart: two sites, and two realms of one name", () => {
    expect(new Set(places.map(({ site }) => site)).size).toBe(2);
    expect(places.filter((it) => it.realmName === "plant")).toHaveLength(2);
    expect(places.length).toBeGreaterThan(3);
  });

  it("devices, with facets that count no others", async () => {
    for (const scope of scopes()) {
      const wanted = await idsIn(scope);
      expect(wanted.length).toBeGreaterThan(0);
      expect((await devicesOf(scope)).map(({ id }) => id).sort()).toEqual(wanted);
      const { facets } = await listDeviceFacets(systemActor, deviceQuery.parse({ realm: scope.realm }));
      const states = facets.find(({ facet }) => facet === "state")?.values ?? [];
      if (scope.realm) expect(states.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.length);
    }
  });

  it("what waits, contradicts itself or leaves questions", async () => {
    for (const scope of scopes()) {
      const inside = new Set(await idsIn(scope));
      const waiting = (await devicesOf({ ...scope, state: "unsanctioned" })).map(({ id }) => id).sort();
      const queue = await getShadowQueue(systemActor, scope);
      // Its approved list names routers by one of their cards.
      const again = (await devicesOf({ ...scope, q: "conflict:unapproved-card" })).map(({ id }) => id);
      const groups = (await readShadowDesk(scope)).groups.flatMap(({ devices }) => devices);
      const onDesk = groups.map(({ id }) => id).sort();
      expect(onDesk).toEqual([...waiting, ...again].sort());
      expect([queue.waiting, queue.askingAgain]).toEqual([waiting.length, again.length]);
      const conflicts = await listConflicts(systemActor, conflictsQuery.parse({ ...scope, limit: 200 }));
      const contradicting = (await devicesOf(scope)).filter((it) => it.conflictCount > 0);
      expect(conflicts.total).toBe(contradicting.length);
      const all = await getWalkDown(systemActor, walkDownQuery.parse({ limit: 500 }));
      const part = await getWalkDown(systemActor, walkDownQuery.parse({ ...scope, limit: 500 }));
      expect(part.items).toEqual(all.items.filter(({ deviceId }) => inside.has(deviceId)));
    }
  });

  it("findings, with counts of no others", async () => {
    const ask = (scope: SiteScope) => listFindings(systemActor, findingListQuery.parse({ ...scope, limit: 200 }));
    const { items } = await ask({});
    expect(items.length).toBeGreaterThan(50);
    for (const scope of scopes()) {
      const inside = new Set(await idsIn(scope));
      const part = await ask(scope);
      expect(part.items).toEqual(items.filter(({ deviceId }) => inside.has(deviceId)));
      expect(part.counts.total).toBe(part.items.length);
    }
  });

  it("imports, flows and sources, by the realm in which they were recorded", async () => {
    const flowsOf = (query: object) => listFlows(systemActor, flowQuery.parse({ limit: 500, ...query }));
    let [imports, flows, sources] = [0, 0, 0];
    for (const { realm, realmName, siteName } of places) {
      const taken = await listImports(systemActor, importsQuery.parse({ realm, limit: 500 }));
      expect(taken.items.every((it) => it.realm === realmName && it.site === siteName)).toBe(true);
      expect(taken.total).toBe(taken.items.length);
      imports += taken.total;
      const page = await flowsOf({ realm });
      expect(page.items.every((it) => it.initiator.realm === realmName)).toBe(true);
      flows += page.total;
      const exported: string[] = [];
      for await (const text of exportFlows(systemActor, { format: "csv", filter: { realm } })) exported.push(text);
      expect(exported.slice(1).every((line) => line.startsWith(`${realmName},`))).toBe(true);
      const coverage = await getCoverage(systemActor, { realm });
      expect(coverage.sources.every((it) => it.realmId === realm)).toBe(true);
      sources += coverage.sources.length;
    }
    expect(imports).toBe((await listImports(systemActor, importsQuery.parse({}))).total);
    expect(flows).toBe((await flowsOf({})).total);
    expect(sources).toBe((await getCoverage(systemActor)).sources.length);
    const { site } = realmCalled("cell-a");
    const ofSite = await flowsOf({ site, fromZone: "unzoned" });
    const ofOthers = await flowsOf({ site: places.find((it) => it.site !== site)?.site, fromZone: "unzoned" });
    expect(ofSite.total + ofOthers.total).toBe((await flowsOf({ fromZone: "unzoned" })).total);
  });

  it("ways to and from outside, in the days that are asked for", async () => {
    const pathsOf = (query: object) => listPaths(systemActor, pathQuery.parse({ limit: 500, ...query }));
    const all = await pathsOf({});
    const part = await pathsOf({ realm: realmCalled("plant").realm, site: realmCalled("cell-a").site });
    expect(part.total).toBe(0);
    const ofSite = await pathsOf({ site: realmCalled("cell-a").site });
    expect(ofSite.items).toEqual(all.items);
    expect(ofSite.counts).toEqual(all.counts);
    const newest = all.items
      .map(({ lastSeenAt }) => lastSeenAt?.slice(0, 10) ?? "")
      .sort()
      .at(-1);
    const oneDay = await pathsOf({ days: 1 });
    expect(oneDay.window).toEqual({ from: newest, until: newest });
    expect(oneDay.items).toEqual(all.items.filter(({ lastSeenAt }) => lastSeenAt?.startsWith(newest ?? "")));
    expect(oneDay.total).toBeGreaterThan(0);
    expect(oneDay.total).toBeLessThan(all.total);
  });

  it("is refused in words when the id is none, and says nothing of a site that is not there", async () => {
    expect(siteScope.safeParse({ site: "Waterworks" }).success).toBe(false);
    const nowhere = { site: "00000000-0000-4000-8000-000000000000" };
    expect(await devicesOf(nowhere)).toEqual([]);
    expect((await getCoverage(systemActor, nowhere)).sentence).toContain("No source listens");
  });
});
