import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { deviceQuery } from "@/lib/contracts/devices";
import { overview, searchResults } from "@/lib/contracts/overview";
import { closeDatabase, sql } from "@/lib/db/client";
import { livingDevicesHref } from "@/lib/domain/device/living-devices";
import { readShadowDesk } from "@/lib/testing/read-shadow-desk";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { decideDevices } from "../decisions/decide-devices";
import { listDevices } from "../devices/list-devices";
import { searchInventory } from "../search/search-inventory";
import { getOverview } from "./get-overview";

const look = async () => overview.parse(await getOverview(systemActor));
const queue = () => readShadowDesk();
const find = async (q: string) => searchResults.parse(await searchInventory(systemActor, q)).items;

afterAll(closeDatabase);

describe("an empty installation", () => {
  it("says so, and has no figures that pretend to know", async () => {
    const it = await look();
    expect(it).toMatchObject({ isEmpty: true, deviceCount: 0, zones: [], topRisks: [], blindSpots: [] });
    expect(it.figures.risk.trend).toHaveLength(30);
    expect(it.figures.risk.trend.slice(0, 29)).toEqual(Array(29).fill(null));
    expect(await queue()).toEqual({ waiting: 0, askingAgain: 0, settledToday: 0, groups: [] });
    expect(await find("plc")).toEqual([]);
  });
});

describe("a plant", () => {
  beforeAll(async () => {
    await seedInventory(60);
  });

  it("answers first with a sentence whose numbers are the figures", async () => {
    const it = await look();
    const all = (await listDevices(systemActor, deviceQuery.parse({ limit: 500 }))).items;
    const waiting = all.filter((row) => row.state === "unsanctioned").length;
    const worst = it.zones.toSorted((a, b) => b.riskScore - a.riskScore)[0];
    expect(it.figures.waiting.value).toBe(waiting);
    expect(it.sentence).toContain(`${waiting} devices wait for a decision`);
    expect(it.sentence).toContain(`${worst?.name} carries the highest risk (${Math.round(worst?.riskScore ?? 0)})`);
    expect(it.deviceCount).toBe(all.length);
    expect(it.figures.risk.trend.at(-1)).toBe(it.figures.risk.value);
    expect(it.topRisks.map((row) => row.id)).toEqual(all.slice(0, it.topRisks.length).map((row) => row.id));
    expect(it.zones.map((zone) => zone.purdueLevel)).toEqual([3.5, 1]);
    expect(it.blindSpots.some((spot) => spot.href === livingDevicesHref({ zone: "unzoned" }))).toBe(true);
  });

  it("puts every waiting device into exactly one group of the shadow queue, with facts and their sources", async () => {
    const it = await queue();
    const ids = it.groups.flatMap((group) => group.devices.map((device) => device.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(it.waiting);
    expect(it.groups.map((group) => group.label)).toEqual(expect.arrayContaining(["PLCs", "HMIs", "Cameras"]));
    for (const { devices, reason } of it.groups) {
      expect(reason).not.toBe("");
      for (const device of devices) {
        expect(device.decidingFacts.length).toBeGreaterThan(0);
        expect(device.decidingFacts.length).toBeLessThanOrEqual(3);
        for (const { text } of device.decidingFacts) expect(text).toMatch(/^[A-Z].*\.$/s);
      }
    }
    const facts = it.groups.flatMap((group) => group.devices.flatMap((device) => device.decidingFacts));
    expect(facts.some((fact) => fact.citation?.realm === "core")).toBe(true);
    const talker = it.groups.flatMap((group) => group.devices).find((device) => device.talksTo.length > 1);
    expect(talker?.talksTo.length).toBeLessThanOrEqual(3);
  });

  it("falls in risk, and in what waits, when a device is sanctioned", async () => {
    const before = await look();
    const [group] = (await queue()).groups;
    const device = group?.devices.find((it) => it.zone !== null);
    await decideDevices(systemActor, {
      kind: "state",
      deviceIds: [device?.id as string],
      state: "sanctioned",
      reason: "it is ours",
      expiresAt: null,
    });
    const after = await look();
    expect(after.figures.waiting.value).toBe(before.figures.waiting.value - 1);
    expect(after.figures.risk.value).toBeLessThan(before.figures.risk.value);
    expect((await queue()).settledToday).toBe(1);
  });

  it("leads from each figure to a list of just so many devices, also when some are retired", async () => {
    const inZone = (await listDevices(systemActor, deviceQuery.parse({ limit: 500 }))).items;
    const retired = [inZone.find((row) => row.zone !== null), inZone.find((row) => row.zone === null)];
    for (const row of retired) {
      await decideDevices(systemActor, {
        kind: "state",
        deviceIds: [row?.id as string],
        state: "retired",
        reason: "scrapped",
        expiresAt: null,
      });
    }
    const listed = async (href: string) => {
      const search = Object.fromEntries(new URL(href, "http://plant").searchParams);
      return (await listDevices(systemActor, deviceQuery.parse(search))).total;
    };
    const { zones, blindSpots, figures } = await look();
    for (const zone of zones) expect(await listed(livingDevicesHref({ zone: zone.id }))).toBe(zone.deviceCount);
    expect(await listed(livingDevicesHref({ q: "exposed:yes" }))).toBe(figures.internetExposed.value);
    const ofDevices = blindSpots.filter((spot) => spot.href.startsWith("/devices"));
    expect(ofDevices.length).toBeGreaterThan(0);
    for (const { text, href } of ofDevices) expect(await listed(href), text).toBe(Number.parseInt(text, 10));
  });

  it("carries a day's posture forward over days without a computation", async () => {
    await sql.run(`insert into posture_day (day, scope, risk_mean, devices, unsanctioned, exposed, identified) values
      ((now() at time zone 'UTC')::date - 40, 'plant', 50, 10, 9, 1, 5),
      ((now() at time zone 'UTC')::date - 10, 'plant', 40, 10, 7, 1, 5)`);
    const { figures, trend } = await look();
    expect(figures.risk.trend.slice(0, 19)).toEqual(Array(19).fill(50));
    expect(figures.risk.trend.slice(19, 29)).toEqual(Array(10).fill(40));
    expect(figures.coverage.trend[0]).toBe(50);
    expect(trend.map((point) => point.unsanctioned).slice(0, 2)).toEqual([9, 7]);
  });

  it("is kept until a device, a zone, an import or a day's posture says otherwise", async () => {
    const first = await getOverview(systemActor);
    expect(await getOverview(systemActor)).toBe(first);
    const [zone] = first.zones;
    await sql.run("update zone set name = 'Renamed' where id = $1", [zone?.id]);
    expect((await look()).zones.map(({ name }) => name)).toContain("Renamed");
    await sql.run("update zone set name = $2 where id = $1", [zone?.id, zone?.name]);
    await sql.run("update device set name = 'Riskiest' where id = $1", [first.topRisks[0]?.id]);
    expect((await look()).topRisks[0]?.name?.value).toBe("Riskiest");
    await sql.run("update posture_day set unsanctioned = 8 where unsanctioned = 7");
    expect((await look()).trend.map((point) => point.unsanctioned)).toContain(8);
    await sql.run(
      `insert into import (id, site_id, realm_id, state, actor, finished_at)
       select gen_random_uuid(), site_id, id, 'done', 'test', '2026-01-02' from realm limit 1`,
    );
    const { lastImportAt, blindSpots } = await look();
    expect(lastImportAt).toContain("2026-01-02");
    expect(blindSpots.map(({ text }) => text).join()).toContain("Nothing was taken in for");
    // What came while the clock was years ahead neither ends that, nor is a day of the trend.
    await sql.run(
      `insert into import (id, site_id, realm_id, state, actor, finished_at)
       select gen_random_uuid(), site_id, id, 'done', 'test', '2096-01-02' from realm limit 1`,
    );
    await sql.run("insert into posture_day select '2096-01-02', scope, 0, 0, 0, 0, 0 from posture_day limit 1");
    const behind = await look();
    expect(behind.lastImportAt).toContain("2026-01-02");
    expect(behind.blindSpots.map(({ text }) => text).join()).toContain("Nothing was taken in for");
    expect(behind.trend.map(({ day }) => day)).not.toContain("2096-01-02");
    await sql.run("insert into unconfirmed_address select id, 'asked for', 3, '{10.9.9.9}' from realm limit 1");
    expect((await look()).blindSpots.map(({ href }) => href)).toContain("/discovery/coverage#unconfirmed");
    // As it would be said by a process that keeps nothing.
    vi.resetModules();
    const { getOverview: saidAnew } = await import("./get-overview");
    expect(await getOverview(systemActor)).toEqual(await saidAnew(systemActor));
  });

  it("is searched by name, address, card and zone; what is typed exactly stands first", async () => {
    const exact = (await find("10.1.1.1"))[0];
    expect(exact).toMatchObject({ kind: "device", subtitle: expect.stringContaining("10.1.1.1") });
    expect((await find("00:1B:1B:00:00:07"))[0]?.kind).toBe("device");
    expect((await find("cell")).some((it) => it.kind === "zone" && it.title === "Cell 3")).toBe(true);
    for (const q of ["", "   ", "\u0000", "'; drop table device --", "%%%%"])
      await expect(find(q)).resolves.toEqual([]);
  });
});
