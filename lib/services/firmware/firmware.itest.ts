import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { recompute } from "@/docs/recompute-risk.mjs";
import { systemActor } from "@/lib/auth/session";
import { firmwareQuery } from "@/lib/contracts/firmware";
import { closeDatabase, sql } from "@/lib/db/client";
import { insertEvidence } from "@/lib/db/evidence/evidence";
import { ensureRealm } from "@/lib/db/sites/realm";
import { withTransaction } from "@/lib/db/transaction";
import { closeQueue } from "@/lib/jobs/enqueue";
import { rebuildInventory } from "@/lib/services/inventory/rebuild-inventory";
import { identity, sighting } from "@/lib/testing/builders";
import { expectWhole } from "@/lib/testing/compare-with-whole";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecisionGroup } from "../decisions/undo-decision";
import { getDevice } from "../devices/get-device";
import { listDevices } from "../devices/list-devices";
import { refreshInventory } from "../inventory/refresh-inventory";
import { applyRelease } from "../knowledge/apply-release";
import { createRelease } from "../knowledge/create-release";
import { takeFeedFile } from "../knowledge/take-feed-file";
import { exportRisk } from "../risk/export-risk";
import { endGoldenVersion } from "./end-golden-version";
import { getFirmwareProduct } from "./get-firmware-product";
import { listFirmware } from "./list-firmware";
import { refreshFirmware } from "./refresh-firmware";
import { setGoldenVersion } from "./set-golden-version";

const FIRMWARE = ["V2.1", "V2.1", "V2.10", "V2.9", null];

const list = (part: object = {}) => listFirmware(systemActor, firmwareQuery.parse(part));

/** Devices of one invented product, one for each version. */
async function bringIn(fileName: string, model: string, versions: readonly (string | null)[], from = 1): Promise<void> {
  await withTransaction(async (tx) => {
    const { realmId } = await ensureRealm(tx, "North plant", "core");
    const [content] = await tx.query<{ id: number }>(
      `insert into source_content (realm_id, sha256, file_name, format, is_complete)
       values ($1, $2, $3, 'pcap', true) returning id`,
      [realmId, createHash("sha256").update(fileName).digest("hex"), fileName],
    );
    const observations = versions.flatMap((firmware, index) => {
      const at = from + index;
      const mac = `00:1b:1b:00:01:${at.toString(16).padStart(2, "0")}`;
      const subject = { mac, ip: `10.1.1.${at}` };
      const place = { at, position: at };
      return [
        sighting(mac, subject.ip, place),
        identity(subject, "vendor", "Invented", place),
        identity(subject, "model", model, place),
        ...(firmware === null ? [] : [identity(subject, "firmware", firmware, place)]),
      ];
    });
    await insertEvidence(tx, (content as { id: number }).id, 0, observations);
    await rebuildInventory(tx);
  });
}

describe("the firmware of products", () => {
  beforeAll(() => bringIn("first.pcap", "GX-200", FIRMWARE));
  afterAll(async () => {
    await closeQueue();
    await closeDatabase();
  });

  it("is counted by version, oldest first, with the query that finds the devices of each", async () => {
    const { items, sums } = await list();
    expect(sums).toMatchObject({ products: 1, devices: 5, unseen: 1, offGolden: 0 });
    expect(items[0]).toMatchObject({ name: "Invented GX-200", versionCount: 3, latest: null, target: null });
    expect(items[0]?.versions.map((it) => [it.firmware, it.devices])).toEqual([
      ["V2.1", 2],
      ["V2.9", 1],
      ["V2.10", 1],
      [null, 1],
    ]);
    for (const { query, devices } of items[0]?.versions ?? []) {
      const { total } = await listDevices(systemActor, { q: query, sort: "risk", limit: 10 });
      expect(total, query).toBe(devices);
    }
  });

  it("follows the inventory: new devices count, retired ones do not", async () => {
    await bringIn("second.pcap", "GX-300", ["1.0"], 20);
    expect((await list()).items.map((it) => [it.name, it.devices])).toEqual([
      ["Invented GX-200", 5],
      ["Invented GX-300", 1],
    ]);
    const first = await list({ limit: 1 });
    const second = await list({ limit: 1, cursor: first.next });
    expect(second).toMatchObject({ items: [{ name: "Invented GX-300" }], next: null, total: 2 });
    expect((await list({ q: "300 invented" })).items).toHaveLength(1);
    expect((await list({ list: "unseen" })).items).toHaveLength(1);
    const id = first.items[0]?.id as string;
    expect((await getFirmwareProduct(systemActor, id)).history).toEqual([]);
    await sql.run("update device set state = 'retired' where model = 'GX-300'");
    await bringIn("third.pcap", "GX-200", ["V2.1"], 30);
    expect((await list()).items.map((it) => [it.name, it.devices])).toEqual([["Invented GX-200", 6]]);
  });

  it("a golden version marks every device that differs, and a zone's own holds before the plant's", async () => {
    const find = async (q: string) => (await listDevices(systemActor, { q, sort: "risk", limit: 10 })).total;
    const id = (await list({ q: "200" })).items[0]?.id as string;
    const zone = { zoneId: null, siteId: null, alsoApproved: [], reason: "tested in the laboratory" };
    await setGoldenVersion(systemActor, id, { ...zone, version: "2.9", alsoApproved: ["V2.10"] });
    const set = await getFirmwareProduct(systemActor, id);
    expect(set).toMatchObject({ target: "2.9", behind: 3, ahead: 1, unseen: 1, offGolden: 3 });
    expect(await find("golden:off")).toBe(3);
    expect(await find("golden:behind")).toBe(3);
    expect(await find("golden:on")).toBe(2);
    expect(await find("golden:approved")).toBe(1);
    expect(await find("golden:unseen")).toBe(1);
    expect((await list({ list: "off-golden" })).sums.offGolden).toBe(3);

    const [site] = await sql.query<{ id: string }>("select id from site");
    await setGoldenVersion(systemActor, id, { ...zone, siteId: (site as { id: string }).id, version: "V2.1" });
    expect(await find("golden:on")).toBe(3);
    expect(await find("golden:ahead")).toBe(2);
    const here = (await getFirmwareProduct(systemActor, id)).golden.find((it) => it.scope?.kind === "site");
    await endGoldenVersion(systemActor, here?.id as string, "the site is like the others");
    expect(await find("golden:off")).toBe(3);
  });

  it("a decision on one device leaves what looking at all devices gives", async () => {
    const stored = async () => ({
      products: await sql.query("select * from firmware_product order by id"),
      versions: await sql.query("select * from firmware_version order by product_id, firmware"),
      golden: await sql.query("select id, product_id, golden from device order by id"),
    });
    const [device] = await sql.query<{ id: string }>("select id from device where firmware = 'V2.9'");
    const about = { deviceIds: [(device as { id: string }).id], reason: "read from its label" };
    const decisions = [
      { ...about, kind: "pin", field: "firmware", value: "V2.1" },
      { ...about, kind: "pin", field: "model", value: "GX-900" },
      { ...about, kind: "pin", field: "model", value: null },
      { ...about, kind: "state", state: "retired", expiresAt: null },
    ] as const;
    const groupIds: string[] = [];
    const seen = new Set<string>();
    for (const decision of decisions) {
      groupIds.push((await decideDevices(systemActor, decision)).groupId);
      const after = await stored();
      seen.add(JSON.stringify(after));
      await withTransaction((tx) => refreshFirmware(tx, "unchanged"));
      expect(await stored()).toEqual(after);
    }
    expect(seen.size).toBeGreaterThan(2);
    for (const groupId of groupIds.reverse()) await undoDecisionGroup(systemActor, groupId);
    await withTransaction((tx) => rebuildInventory(tx));
    expect((await list({ q: "200" })).items[0]).toMatchObject({ devices: 6, offGolden: 3 });
  });

  it("new devices are held against it, another takes its place, and all of it stays in the history", async () => {
    const find = async (q: string) => (await listDevices(systemActor, { q, sort: "risk", limit: 10 })).total;
    await bringIn("fourth.pcap", "GX-200", ["V1.0"], 40);
    expect(await find("golden:off")).toBe(4);
    const id = (await list({ q: "200" })).items[0]?.id as string;
    const plant = { zoneId: null, siteId: null, alsoApproved: [], reason: "the next release" };
    await setGoldenVersion(systemActor, id, { ...plant, version: "3.0" });
    const { history, golden } = await getFirmwareProduct(systemActor, id);
    expect(golden.map((it) => it.version)).toEqual(["3.0"]);
    expect(history.map((it) => [it.version, it.ended?.reason ?? null])).toEqual([
      ["3.0", null],
      ["V2.1", "the site is like the others"],
      ["2.9", "Another golden version was set: 3.0"],
    ]);
    await endGoldenVersion(systemActor, golden[0]?.id as string, "withdrawn by the maker");
    expect(await find("golden:*")).toBe(0);
    await expect(endGoldenVersion(systemActor, golden[0]?.id as string, "again")).rejects.toThrow(/does not hold/);
  });

  it("end dates come in as any feed, reach devices, findings and risk, and a person may say that they do not hold", async () => {
    const csv = [
      "vendor,product,version range,end of sale,end of support,source",
      "Invented,GX-200,<2.5,2015-01-01,2019-12-31,https://invented.example/eol",
      "Invented,GX-200,>=2.5,,2199-12-31,",
    ].join("\n");
    const file = await takeFeedFile(systemActor, "ends.csv", Buffer.from(csv));
    expect(file.feed).toBe("lifecycle");
    const { id } = await createRelease(systemActor, { files: [file], without: [], note: "" });
    expect(await applyRelease(id)).toMatchObject({ state: "applied" });

    const find = (q: string) => listDevices(systemActor, { q, sort: "risk", limit: 10 });
    expect((await find("support:ended firmware>2.4")).total).toBe(0);
    const [unseen] = (await find("support:ended firmware:unknown")).items;
    const [old] = (await find("support:ended firmware=2.1")).items;
    const [fresh] = (await find("support:supported firmware=2.9")).items;
    expect((await find("support<2020-01-02")).total).toBe((await find("support:ended")).total);
    expect((await list({ list: "unsupported" })).items.map((it) => it.supportEndsAt?.slice(0, 10))).toEqual([
      "2020-01-01",
    ]);

    const detailOf = (it: { id: string } | undefined) => getDevice(systemActor, it?.id ?? "");
    expect((await detailOf(old)).lifecycle).toMatchObject({ endOfSupport: "2019-12-31", isPossible: false });
    expect((await detailOf(unseen)).lifecycle).toMatchObject({ isPossible: true });
    expect((await detailOf(fresh)).lifecycle).toMatchObject({ endOfSupport: "2199-12-31" });
    const isCounted = async (it: { id: string } | undefined) =>
      (await detailOf(it)).risk.waterfall.some(({ key }) => key === "end-of-support");
    expect([await isCounted(old), await isCounted(unseen), await isCounted(fresh)]).toEqual([true, true, false]);

    let json = "";
    for await (const piece of exportRisk(systemActor)) json += piece;
    const { weights, devices } = JSON.parse(json);
    expect(devices.some((it: { endOfSupport: unknown }) => it.endOfSupport !== null)).toBe(true);
    for (const it of devices) expect(recompute(it, weights), it.id).toBe(it.score);

    // A decision about something else does not lose it, and the word of a person takes it away.
    const deviceIds = [old?.id as string];
    await decideDevices(systemActor, {
      kind: "state",
      deviceIds,
      state: "sanctioned",
      expiresAt: null,
      reason: "known",
    });
    expect(await isCounted(old)).toBe(true);
    expect((await detailOf(old)).lifecycle).not.toBeNull();
    const word = { kind: "overrule" as const, finding: "hardening end-of-support", verdict: "not-affected" as const };
    await decideDevices(systemActor, { ...word, deviceIds, reason: "a support contract goes on", expiresAt: null });
    expect(await isCounted(old)).toBe(false);
  });

  it("support that ends with time alone is found by the daily rebuild, as computing the whole finds it", async () => {
    const today = Date.now();
    const dayIn = (days: number) => new Date(today + days * 86_400_000).toISOString().slice(0, 10);
    const csv = `vendor,product,version range,end of sale,end of support,source\nInvented,GX-200,,,${dayIn(1)},`;
    const file = await takeFeedFile(systemActor, "ends.csv", Buffer.from(csv));
    const { id } = await createRelease(systemActor, { files: [file], without: [], note: "" });
    expect(await applyRelease(id)).toMatchObject({ state: "applied" });
    await refreshInventory();
    const ofPlant = async () =>
      (await sql.query<{ count: number }>("select count(*) from finding where key = 'end-of-support'"))[0]?.count;
    expect(await ofPlant()).toBe(0);
    vi.useFakeTimers({ toFake: ["Date"], now: today + 3 * 86_400_000 });
    try {
      expect((await refreshInventory()).scope).toBe("part");
      expect(await ofPlant()).toBeGreaterThan(4);
      await expectWhole();
    } finally {
      vi.useRealTimers();
    }
  });
});
