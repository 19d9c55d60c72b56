import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { mitigationListQuery, newMitigation } from "@/lib/contracts/mitigations";
import { closeDatabase, sql } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import type { Flow } from "@/lib/domain/flow/flow";
import type { RiskExplanation } from "@/lib/domain/risk/risk";
import { minute } from "@/lib/testing/builders";
import { insertCapture, type SeededInventory, seedInventory } from "@/lib/testing/seed-inventory";
import { getFinding } from "../findings/get-finding";
import { rebuildInventory } from "../inventory/rebuild-inventory";
import { changeMitigation, endMitigation } from "./change-mitigation";
import { getMitigation } from "./get-mitigation";
import { listMitigations } from "./list-mitigations";
import { recordMitigation } from "./record-mitigation";

const iso = (minutes: number) => new Date(minute(minutes) / 1000).toISOString();
const LATER = new Date(Date.now() + 300 * 86_400_000).toISOString();

let seeded: SeededInventory;
/** 10.1.2.2 in the hall; the one of 10.1.1.1 in cell 3 reads from it by Modbus. */
let target: string;
let before: RiskExplanation;

async function riskOf(id: string): Promise<RiskExplanation> {
  const [row] = await sql.query<{ risk: RiskExplanation }>("select risk from device where id = $1", [id]);
  return (row as { risk: RiskExplanation }).risk;
}

async function deviceAt(ip: string): Promise<string> {
  const [row] = await sql.query<{ id: string }>("select id from device where $1 = any(ips) and realm_ids[1] = $2", [
    ip,
    seeded.realmId,
  ]);
  return (row as { id: string }).id;
}

const rebuild = () => withTransaction((tx) => rebuildInventory(tx));

const modbus = (changes: Partial<Flow>): Flow => ({
  initiator: { ip: "10.1.1.1", mac: null },
  responder: { ip: "10.1.2.2", mac: null },
  transport: "tcp",
  port: 502,
  protocol: "modbus",
  evidence: "payload",
  vlan: null,
  packets: 10,
  bytes: 1_000,
  packetsFromResponder: 5,
  bytesFromResponder: 500,
  firstSeenUs: minute(200),
  lastSeenUs: minute(201),
  position: 7,
  operations: { read: 2 },
  operationPositions: {},
  peerName: null,
  peerNameFrom: null,
  ...changes,
});

const accessList = () =>
  newMitigation.parse({
    kind: "virtual-patch",
    means: "acl",
    title: "No Modbus from cell 3",
    scope: "devices",
    deviceIds: [target],
    factor: "exposure",
    path: {
      direction: "in",
      peer: "zone",
      zoneId: seeded.zoneIds.cell,
      protocol: "modbus",
      operations: [],
      allowedDeviceIds: [],
    },
    owner: "Anna",
    evidence: "Rule 17 on the cell firewall",
    startsAt: iso(100),
    reviewAt: LATER,
    expiresAt: LATER,
  });

beforeAll(async () => {
  seeded = await seedInventory(6);
  target = await deviceAt("10.1.2.2");
  before = await riskOf(target);
});

afterAll(closeDatabase);

describe("a mitigation on a device", () => {
  let id: string;

  it("lowers the risk by what it is about, names itself in the waterfall, and a rebuild says the same", async () => {
    const recorded = await recordMitigation(systemActor, accessList());
    id = recorded.id;
    const risk = await riskOf(target);
    expect(recorded).toMatchObject({ devices: 1, riskBefore: before.score, riskAfter: risk.score });
    expect(risk.score).toBeLessThan(before.score);
    expect(risk.waterfall.at(-1)).toMatchObject({ label: "No Modbus from cell 3", side: "mitigation" });
    expect(risk.waterfall.reduce((sum, row) => sum + row.points, 0)).toBe(risk.score);
    await rebuild();
    expect(await riskOf(target)).toEqual(risk);
    expect((await getMitigation(systemActor, id)).row.standing).toBe("holds");
  });

  it("is not contradicted by attempts that nobody answered, nor by what was seen before it began", async () => {
    await withTransaction((tx) =>
      insertCapture(tx, seeded.realmId, "blocked.pcap", [
        modbus({ packetsFromResponder: 0 }),
        modbus({ firstSeenUs: minute(40), lastSeenUs: minute(41) }),
      ]),
    );
    await rebuild();
    expect((await getMitigation(systemActor, id)).row.standing).toBe("holds");
  });

  it("loses its credit when a flow goes through the path that it says is closed, and cites that flow", async () => {
    await withTransaction((tx) => insertCapture(tx, seeded.realmId, "through.pcap", [modbus({ position: 42 })]));
    await rebuild();
    const { row, contradictions, history } = await getMitigation(systemActor, id);
    expect(row).toMatchObject({ standing: "withdrawn", contradictionCount: 1 });
    expect(contradictions[0]).toMatchObject({ kind: "flow", citation: { fileName: "through.pcap", position: 42 } });
    expect(history[0]).toMatchObject({ actor: "Sightglass", what: "withdrawn" });
    expect((await riskOf(target)).score).toBe(before.score);
    const { items, counts } = await listMitigations(systemActor, mitigationListQuery.parse({ standing: "withdrawn" }));
    expect(items.map((it) => it.id)).toEqual([id]);
    expect(counts.standings.withdrawn).toBe(1);
  });

  it("holds again from a new beginning after that flow", async () => {
    await changeMitigation(systemActor, id, {
      owner: "Anna",
      evidence: "Rule 17 now above rule 3",
      evidenceUrl: null,
      startsAt: iso(300),
      reviewAt: null,
      expiresAt: LATER,
    });
    expect((await getMitigation(systemActor, id)).row.standing).toBe("holds");
    expect((await riskOf(target)).score).toBeLessThan(before.score);
  });

  it("gives no credit after its time", async () => {
    await changeMitigation(systemActor, id, {
      owner: "Anna",
      evidence: "Only for the turnaround",
      evidenceUrl: null,
      startsAt: iso(300),
      reviewAt: null,
      expiresAt: iso(400),
    });
    expect((await getMitigation(systemActor, id)).row.standing).toBe("expired");
    expect((await riskOf(target)).waterfall).toEqual(before.waterfall);
  });

  it("keeps its terms, its history and its beginning when new ones do not fit, or nobody has it", async () => {
    const terms = {
      owner: "Bert",
      evidence: "No",
      evidenceUrl: null,
      startsAt: undefined,
      reviewAt: null,
      expiresAt: iso(200),
    };
    const kept = await getMitigation(systemActor, id);
    await expect(changeMitigation(systemActor, id, terms)).rejects.toMatchObject({
      code: "bad-request",
      invalidParams: [{ name: "expiresAt", reason: expect.any(String) }],
    });
    expect(await getMitigation(systemActor, id)).toEqual(kept);
    const viewer = { ...systemActor, role: "viewer" as const };
    await expect(changeMitigation(viewer, id, { ...terms, expiresAt: LATER })).rejects.toMatchObject({
      code: "not-allowed",
    });
    const nobody = "00000000-0000-4000-8000-0000000000ff";
    await expect(changeMitigation(systemActor, nobody, { ...terms, expiresAt: LATER })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await getMitigation(systemActor, id)).toEqual(kept);
  });

  it("leaves exactly what was there before when it ends, and keeps its history", async () => {
    await endMitigation(systemActor, id, "The cell is gone");
    expect(await riskOf(target)).toEqual(before);
    await rebuild();
    expect(await riskOf(target)).toEqual(before);
    const { row, history } = await getMitigation(systemActor, id);
    expect(row.standing).toBe("ended");
    expect(history.map((it) => it.what)).toContain("recorded");
    await expect(endMitigation(systemActor, id, "Once more")).rejects.toMatchObject({ code: "conflict" });
    const terms = { owner: "Anna", evidence: "Back", evidenceUrl: null, reviewAt: null, expiresAt: LATER };
    await expect(changeMitigation(systemActor, id, { ...terms, startsAt: iso(300) })).rejects.toMatchObject({
      code: "conflict",
    });
    const said = history.filter(({ what }) => ["recorded", "changed", "ended"].includes(what));
    expect(said.map(({ what }) => what).sort()).toEqual(["changed", "changed", "ended", "recorded"]);
    const [audit] = await sql.query<{ count: number }>(
      "select count(*) from audit_entry where action like 'mitigation.%'",
    );
    expect(audit?.count).toBe(4);
  });
});

describe("a mitigation on a finding", () => {
  it("lowers SSVC's input by one step on that finding alone, and says so", async () => {
    const [found] = await sql.query<{ id: string; key: string }>(
      "select id, key from finding where device_id = $1 and kind = 'hardening' order by key limit 1",
      [target],
    );
    const { id: findingId } = found as { id: string };
    const bare = await getFinding(systemActor, findingId);
    const { path: _, ...input } = accessList();
    const { id } = await recordMitigation(systemActor, {
      ...input,
      kind: "compensating-control",
      means: null,
      scope: "findings",
      findingIds: [findingId],
      path: null,
      factor: "exposure",
    });
    const { inputs } = await getFinding(systemActor, findingId);
    const exposureOf = (list: typeof inputs) => list.find(({ name }) => name === "Exposure");
    expect(exposureOf(bare.inputs)?.value).toBe("controlled");
    expect(exposureOf(inputs)).toMatchObject({ value: "small" });
    expect(exposureOf(inputs)?.source).toContain("No Modbus from cell 3");
    expect((await riskOf(target)).score).toBeLessThanOrEqual(before.score);
    await endMitigation(systemActor, id, "Only a test");
    const { inputs: after, row } = await getFinding(systemActor, findingId);
    expect(after).toEqual(bare.inputs);
    expect(row.decision).toBe(bare.row.decision);
  });

  it("is refused with the reason for each field that does not fit", async () => {
    const input = accessList();
    const wrong = { ...input, kind: "acceptance" as const, factor: "exposure" as const, expiresAt: null };
    await expect(recordMitigation(systemActor, wrong)).rejects.toMatchObject({
      code: "bad-request",
      invalidParams: expect.arrayContaining([
        { name: "factor", reason: "Accepting a risk lowers nothing." },
        expect.objectContaining({ name: "expiresAt" }),
      ]),
    });
    await expect(recordMitigation({ ...systemActor, role: "viewer" }, input)).rejects.toMatchObject({
      code: "not-allowed",
    });
  });
});
