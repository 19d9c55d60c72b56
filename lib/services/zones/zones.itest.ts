import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { flowMatrix } from "@/lib/contracts/flow-matrix";
import { matrixCells } from "@/lib/contracts/matrix-cells";
import {
  conduitInput,
  matrixPairs,
  type ZoneInput,
  zone,
  zoneInput,
  zoneList,
  zonePreview,
} from "@/lib/contracts/zones";
import { closeDatabase, sql } from "@/lib/db/client";
import { refreshFlowRollup } from "@/lib/db/flows/flow-rollup";
import { withTransaction } from "@/lib/db/transaction";
import { addressScope } from "@/lib/domain/address";
import { type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { deleteConduit } from "../conduits/delete-conduit";
import { saveConduit } from "../conduits/save-conduit";
import { deleteZone } from "./delete-zone";
import { getFlowMatrix } from "./get-flow-matrix";
import { listMatrixPairs } from "./list-matrix-pairs";
import { listZones } from "./list-zones";
import { previewZone } from "./preview-zone";
import { saveZone } from "./save-zone";

let seeded: SeededInventory;
beforeEach(async () => {
  // Truncating calls no triggers; sums of contents that are deleted go.
  await sql.run("delete from source_content");
  await sql.run(
    "truncate site, realm, source_content, evidence, flow, conversation, device, decision, zone, conduit, device_redirect cascade",
  );
  seeded = await seedInventory(12);
});
afterAll(closeDatabase);

const input = (changes: Partial<ZoneInput>): ZoneInput =>
  zoneInput.parse({
    name: "Yard",
    siteId: seeded.siteId,
    purdueLevel: 2,
    criticality: 3,
    cidrs: [],
    vlans: [],
    ...changes,
  });
const zonesOfDevices = () =>
  sql.query<{ id: string; zoneId: string | null }>('select id, zone_id as "zoneId" from device order by id');
const list = async () => zoneList.parse(await listZones(systemActor));
const matrix = async (window: { days?: number } = {}) => {
  const answer = flowMatrix.parse(await getFlowMatrix(systemActor, window));
  return { zones: answer.zones, cells: matrixCells(answer) };
};
const audits = () => sql.query<{ action: string }>("select action from audit_entry order by id desc limit 1");

describe("a zone", () => {
  it("takes in at once what its rules name, and lets it go when it is removed", async () => {
    expect((await list()).unzonedCount).toBeGreaterThan(0);
    const yard = zone.parse(
      await saveZone(systemActor, null, input({ cidrs: [{ realm: "core", cidr: "10.1.3.9/24" }] })),
    );
    expect(yard.cidrs).toEqual([{ realm: "core", cidr: "10.1.3.0/24" }]);
    expect(yard.deviceCount).toBe(4);
    expect((await audits())[0]?.action).toBe("zone.created");
    await deleteZone(systemActor, yard.id);
    expect((await zonesOfDevices()).filter((it) => it.zoneId === yard.id)).toEqual([]);
    expect((await audits())[0]?.action).toBe("zone.deleted");
  });

  it("holds its rule in its own realm only: the other realm has the same addresses", async () => {
    const yard = await saveZone(systemActor, null, input({ cidrs: [{ realm: "cell", cidr: "10.1.0.0/16" }] }));
    expect(yard.deviceCount).toBe(5);
  });

  it("moves exactly those devices that the preview named", async () => {
    const draft = input({
      name: "Hall",
      purdueLevel: 3.5,
      criticality: 2,
      cidrs: [{ realm: "core", cidr: "10.1.3.0/24" }],
    });
    const before = new Map((await zonesOfDevices()).map((it) => [it.id, it.zoneId]));
    const preview = zonePreview.parse(await previewZone(systemActor, { zoneId: seeded.zoneIds.hall, zone: draft }));
    expect(new Map((await zonesOfDevices()).map((it) => [it.id, it.zoneId]))).toEqual(before);
    await saveZone(systemActor, seeded.zoneIds.hall, draft);
    const moved = (await zonesOfDevices()).filter((it) => it.zoneId !== before.get(it.id));
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.map((it) => it.id).sort()).toEqual(
      [...preview.entering, ...preview.leaving].map((it) => it.id).sort(),
    );
    expect(preview.leaving.every((it) => it.to === "Unzoned")).toBe(true);
  });

  it("is refused with the field that is wrong, and nothing is changed", async () => {
    const { zoneIds } = seeded;
    const audited = await sql.query("select 1 from audit_entry");
    const wrong: [Partial<ZoneInput>, string, string][] = [
      [{ name: "cell 3" }, "conflict", "name"],
      [{ siteId: randomUUID() }, "bad-request", "siteId"],
      [{ cidrs: [{ realm: "core", cidr: "10.1.1.7/24" }] }, "conflict", "cidrs.0.cidr"],
      [{ cidrs: [{ realm: "core", cidr: "10.1.1/24" }] }, "bad-request", "cidrs.0.cidr"],
      [{ cidrs: [{ realm: "core'; drop table zone --", cidr: "10.9.0.0/16" }] }, "bad-request", "cidrs.0.realm"],
      [{ vlans: [{ realm: "nowhere", vlan: 7 }] }, "bad-request", "vlans.0.realm"],
    ];
    for (const [changes, code, name] of wrong) {
      const saved = saveZone(systemActor, null, input(changes));
      await expect(saved).rejects.toMatchObject({ code, invalidParams: [expect.objectContaining({ name })] });
    }
    expect((await list()).items.map((it) => it.id).sort()).toEqual([zoneIds.cell, zoneIds.hall].sort());
    expect(await sql.query("select 1 from audit_entry")).toHaveLength(audited.length);
  });

  it("answers as missing when it is", async () => {
    const missing = { code: "not-found" };
    await expect(saveZone(systemActor, randomUUID(), input({}))).rejects.toMatchObject(missing);
    await expect(deleteZone(systemActor, randomUUID())).rejects.toMatchObject(missing);
    await expect(previewZone(systemActor, { zoneId: randomUUID(), zone: input({}) })).rejects.toMatchObject(missing);
  });

  it("stands among those of its level in the order that people count in", async () => {
    await sql.run("delete from zone");
    const names = ["Hall 10", "Hall 2", "Line 1.10", "Line 1.9", "Hall 2b"];
    for (const name of names) await saveZone(systemActor, null, input({ name }));
    const order = ["Hall 2", "Hall 2b", "Hall 10", "Line 1.9", "Line 1.10"];
    expect((await list()).items.map(({ name }) => name)).toEqual(order);
    expect((await matrix()).zones.flatMap(({ name }) => (order.includes(name) ? [name] : []))).toEqual(order);
  });
});

describe("the matrix", () => {
  it("accounts for every conversation once", async () => {
    const [sums] = await sql.query<{ flows: number; bytes: number }>(
      "select sum(flows)::bigint as flows, sum(bytes)::bigint as bytes from conversation",
    );
    const { cells } = await matrix();
    expect(cells.reduce((sum, cell) => sum + cell.flows, 0)).toBe(sums?.flows);
    expect(cells.reduce((sum, cell) => sum + cell.bytes, 0)).toBe(sums?.bytes);
    expect(sums?.flows).toBeGreaterThan(10);
  });

  it("names the internet, unzoned devices, and zones by their subnets where no device answers", async () => {
    const { cell, hall } = seeded.zoneIds;
    const { cells, zones } = await matrix();
    expect(zones.map((it) => it.key)).toEqual([hall, cell, "unzoned", "internet"]);
    const at = (from: string, to: string) => cells.find((it) => it.from === from && it.to === to);
    expect(at(hall, "internet")).toMatchObject({ protocols: ["tls"], verdict: "undecided" });
    expect(at("unzoned", cell)?.flows).toBe(1);
    // Multicast stays in the zone of its sender.
    expect(at(hall, hall)?.protocols).toEqual(["lldp", "mdns"]);
    expect(at(cell, cell)).toMatchObject({ verdict: "inside" });
  });

  it("judges by conduits, from one click to the next", async () => {
    const { cell, hall } = seeded.zoneIds;
    const verdict = async () => (await matrix()).cells.find((it) => it.from === cell && it.to === hall)?.verdict;
    expect(await verdict()).toBe("undecided");
    const conduit = (protocols: string[]) =>
      saveConduit(
        systemActor,
        null,
        conduitInput.parse({ fromZoneId: cell, toZoneId: hall, protocols, reason: "historian" }),
      );
    const narrow = await conduit(["opcua"]);
    expect(await verdict()).toBe("violation");
    const wide = await conduit(["modbus"]);
    expect(await verdict()).toBe("inside");
    await deleteConduit(systemActor, wide.id);
    expect(await verdict()).toBe("violation");
    await deleteConduit(systemActor, narrow.id);
    expect(await verdict()).toBe("undecided");
    expect((await audits())[0]?.action).toBe("conduit.deleted");
  });

  it("leads from a cell to pairs that add up to it", async () => {
    const { cells } = await matrix();
    for (const cell of cells) {
      const pairs = matrixPairs.parse(await listMatrixPairs(systemActor, cell));
      expect(pairs.total).toBe(pairs.items.length);
      expect(pairs.items.reduce((sum, pair) => sum + pair.bytes, 0)).toBe(cell.bytes);
      expect(new Set(pairs.items.flatMap((pair) => pair.protocols))).toEqual(new Set(cell.protocols));
    }
    expect(await listMatrixPairs(systemActor, { from: "'; drop table conversation --", to: "internet" })).toEqual({
      items: [],
      total: 0,
    });
  });

  it("leads from a cell of some days to the same pairs by the flows that its sums list as by all flows of its files", async () => {
    const cells = (await matrix({ days: 2 })).cells;
    expect(cells.length).toBeGreaterThan(3);
    const pairsOf = () => Promise.all(cells.map((cell) => listMatrixPairs(systemActor, { ...cell, days: 2 })));
    const listed = await pairsOf();
    expect(listed.map(({ items }) => items.reduce((sum, { bytes }) => sum + bytes, 0))).toEqual(
      cells.map(({ bytes }) => bytes),
    );
    await sql.run("update flow_rollup set seqs = null where from_zone <> to_zone");
    expect(await pairsOf()).toEqual(listed);
  });

  it("calls an address public exactly where the rest of the product does", async () => {
    const edges = [
      "0.1.2.3",
      "9.255.255.255",
      "10.0.0.0",
      "11.0.0.0",
      "100.63.255.255",
      "100.64.0.0",
      "100.128.0.0",
      "127.0.0.1",
      "169.254.0.1",
      "172.15.255.255",
      "172.16.0.0",
      "172.32.0.0",
      "192.167.255.255",
      "192.168.0.0",
      "192.169.0.0",
      "223.255.255.255",
      "224.0.0.1",
      "239.255.255.255",
      "240.0.0.1",
      "255.255.255.254",
      "255.255.255.255",
      "::",
      "::1",
      "2001:db8::1",
      "2606:4700::1",
      "fbff::1",
      "fc00::1",
      "fdff::1",
      "fe80::1",
      "febf::1",
      "fec0::1",
      "ff02::1",
    ];
    await sql.run("delete from zone");
    const [template] = await sql.query<{ contentId: number; seq: number }>(
      'select content_id as "contentId", seq from flow where responder_ip is not null limit 1',
    );
    await sql.run("delete from flow where (content_id, seq) <> ($1, $2)", [template?.contentId, template?.seq]);
    for (const ip of edges) {
      await sql.run("update flow set initiator_ip = $1, initiator_device_id = null", [ip]);
      await withTransaction((tx) => refreshFlowRollup(tx, [template?.contentId as number]));
      const expected = addressScope(ip) === "public" ? "internet" : "unzoned";
      expect([ip, (await matrix()).cells[0]?.from]).toEqual([ip, expected]);
    }
  });
});
