/** What the sample plant hides about its ways out is found, answered for and matched, as people would do it. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/session";
import {
  answerOutbound as answerShape,
  defaultDeny,
  outboundPage,
  outboundQuery,
  pathDetail,
  pathPage,
  pathQuery,
} from "@/lib/contracts/exposure";
import {
  ledgerPage,
  ledgerQuery,
  requestAccess as requestShape,
  sessionItems,
  supplierInput,
} from "@/lib/contracts/suppliers";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { loadSamplePlant } from "../imports/load-sample-plant";
import { runImport } from "../imports/run-import";
import { decideGrant } from "../suppliers/decide-grant";
import { exportLedger } from "../suppliers/export-ledger";
import { importLedger } from "../suppliers/import-ledger";
import { listLedger } from "../suppliers/list-ledger";
import { loadLedger } from "../suppliers/load-ledger";
import { requestAccess } from "../suppliers/request-access";
import { deleteSupplier, saveSupplier } from "../suppliers/save-supplier";
import { answerOutbound } from "./answer-outbound";
import { answerSession, undoAnswerOfSession } from "./answer-session";
import { exportPaths } from "./export-paths";
import { getPath } from "./get-path";
import { listDefaultDeny } from "./list-default-deny";
import { listOutbound } from "./list-outbound";
import { listPaths } from "./list-paths";
import { listSessions } from "./list-sessions";
import { loadDue } from "./load-due";
import { undoOutbound } from "./undo-outbound";

const paths = async (query: object = {}) => pathPage.parse(await listPaths(systemActor, pathQuery.parse(query)));

beforeAll(async () => {
  const { importIds } = await loadSamplePlant(systemActor);
  for (const id of importIds) await runImport(id);
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

describe("paths", () => {
  it("shows the sewing machine, TeamViewer and the cellular gateway, with the packet that tells", async () => {
    const { items, counts } = await paths({ limit: 500 });
    const of = (device: string) => items.filter((it) => it.device.name === device);
    expect(of("BROTHER-SEW-7")).toContainEqual(
      expect.objectContaining({
        direction: "out",
        destination: "facebook.com",
        destinationFrom: "sni",
        scope: "outside",
      }),
    );
    const [teamViewer] = of("EWS-1").filter((it) => it.tool?.tool === "TeamViewer");
    expect(teamViewer).toMatchObject({ scope: "outside", step: "direct", isAnswered: true });
    expect(teamViewer?.toolCitation?.position).toBeGreaterThan(0);
    const { gateways, ...cellular } = await paths({ q: "pump-analytics" });
    const [modem] = gateways.filter((it) => it.name === "cell-gw");
    expect(modem).toMatchObject({ isSanctioned: false, paths: 2, devices: 2 });
    expect(cellular.items.map((it) => it.device.name).sort()).toEqual(["DOSING-1", "DOSING-2"]);
    for (const it of cellular.items) expect(it.gateways.map(({ name }) => name)).toEqual(["cell-gw"]);
    expect((await paths({ gateway: modem?.deviceId })).total).toBe(2);
    expect(counts.tools).toBe((await paths({ view: "tools" })).total);
  });

  it("pages, filters and exports the same list", async () => {
    const all = await paths({ limit: 500 });
    const first = await paths({ limit: 2 });
    const second = await paths({ limit: 500, cursor: first.next });
    expect([...first.items, ...second.items]).toEqual(all.items);
    const some = await paths({ q: "facebook", direction: "out" });
    expect(some.items.map((it) => it.device.name)).toEqual(["BROTHER-SEW-7"]);
    let csv = "";
    for await (const piece of exportPaths(systemActor, { q: "facebook" }, "csv")) csv += piece;
    expect(csv.trim().split("\r\n")).toHaveLength(2);
    expect(csv).toContain("facebook.com");
  });

  it("tells the hours of a path's sessions and the next step", async () => {
    const [path] = (await paths({ tool: "TeamViewer" })).items;
    const detail = pathDetail.parse(await getPath(systemActor, path?.id as string));
    expect(detail.sessionCount).toBeGreaterThan(0);
    expect(detail.sessions).toHaveLength(Math.min(50, detail.sessionCount));
    expect(detail.week.hours.some((count) => count > 0)).toBe(true);
    expect(detail.nextStep).toContain("jump host");
    await expect(getPath(systemActor, "00000000-0000-4000-8000-000000000000")).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("destinations", () => {
  const page = async (query: object = {}) =>
    outboundPage.parse(await listOutbound(systemActor, outboundQuery.parse(query)));
  const queue = () => page({ limit: 500 });
  const cut = async () => defaultDeny.parse(await listDefaultDeny(systemActor)).zones.filter((it) => it.cutFlows > 0);
  const answer = (input: object) => answerOutbound(systemActor, answerShape.parse(input));

  it("asks why the sewing machine needs Facebook, takes the answer, and takes it back", async () => {
    const before = await queue();
    const facebook = before.items.find((it) => it.destination === "facebook.com");
    expect(facebook).toMatchObject({ kind: "Brother BAS-360H", state: "open", answer: null });
    const key = facebook?.key as string;
    const others = before.items.filter((it) => it !== facebook).map((it) => it.key);
    const { groupId } = await answer({ keys: [key], verdict: "closed", reason: "nobody sews with it" });
    const bulk = await answer({ keys: others, verdict: "needed", neededBy: "IT", reason: "daily work" });
    expect(bulk.answered).toBe(others.length);
    const after = await queue();
    expect(after.counts).toMatchObject({ open: 0, closed: 1, needed: others.length });
    expect(await cut()).toMatchObject([{ name: "Building", cutDevices: 1, cutDestinations: 1, cutUnanswered: 0 }]);
    await undoOutbound(systemActor, groupId);
    await undoOutbound(systemActor, bulk.groupId);
    expect(await queue()).toEqual(before);
    const [row] = await sql.query<{ summary: string; reason: string }>(
      "select summary, reason from audit_entry where action = 'outbound.answered' order by id limit 1",
    );
    expect(row).toEqual({ summary: "Said to close Brother BAS-360H → facebook.com.", reason: "nobody sews with it" });
  });

  it("pages through every question of a view once, however many devices they share, and counts them all", async () => {
    const all = (await queue()).items.map((it) => it.key);
    const one = (await queue()).items.find((it) => it.destination === "facebook.com")?.key as string;
    const { groupId } = await answer({ keys: [one], verdict: "closed", reason: "nobody sews with it" });
    const walk = async (view: object, limit: number) => {
      const keys: string[] = [];
      let cursor: string | null = null;
      do {
        const it: Awaited<ReturnType<typeof page>> = await page({ ...view, limit, ...(cursor ? { cursor } : {}) });
        expect(it.items.length).toBeLessThanOrEqual(limit);
        keys.push(...it.items.map(({ key }) => key));
        cursor = it.next;
      } while (cursor !== null);
      return keys;
    };
    expect(all.length).toBeGreaterThan(3);
    for (const limit of [1, 2, 3, all.length]) {
      expect((await walk({}, limit)).sort()).toEqual(all.toSorted());
      expect((await walk({ view: "waiting" }, limit)).sort()).toEqual(all.filter((key) => key !== one).sort());
      expect(await walk({ view: "closed" }, limit)).toEqual([one]);
    }
    expect(await page({ view: "waiting", limit: 1 })).toMatchObject({
      total: all.length - 1,
      counts: { open: all.length - 1, expired: 0, needed: 0, closed: 1 },
    });
    await undoOutbound(systemActor, groupId);
  });

  it("goes on where it was when the last question of a page was answered meanwhile", async () => {
    const all = (await queue()).items.map((it) => it.key);
    const first = await page({ view: "waiting", limit: 2 });
    const [, last] = first.items;
    const { groupId } = await answer({ keys: [last?.key], verdict: "needed", neededBy: "IT", reason: "daily work" });
    const rest = await page({ view: "waiting", limit: 500, cursor: first.next });
    expect(rest.items.map((it) => it.key)).toEqual(all.slice(2));
    await undoOutbound(systemActor, groupId);
    await expect(page({ cursor: "nonsense" })).rejects.toMatchObject({ code: "bad-request" });
  });

  it("asks again when an answer has ended, and refuses one that ends before it begins", async () => {
    const key = (await queue()).items.find((it) => it.destination === "facebook.com")?.key as string;
    const soon = new Date(Date.now() + 60_000).toISOString();
    await answer({ keys: [key], verdict: "needed", neededBy: "Sewing", reason: "firmware", expiresAt: soon });
    expect((await queue()).items.find((it) => it.key === key)?.state).toBe("needed");
    await sql.run("update outbound_answer set expires_at = now() - interval '1 hour' where needed_by = 'Sewing'");
    expect((await queue()).items.find((it) => it.key === key)).toMatchObject({
      state: "expired",
      answer: { neededBy: "Sewing" },
    });
    const past = new Date(0).toISOString();
    await expect(answer({ keys: [key], verdict: "closed", reason: "late", expiresAt: past })).rejects.toMatchObject({
      code: "bad-request",
    });
    await expect(answer({ keys: ["unknown|nowhere"], verdict: "closed", reason: "gone" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("suppliers", () => {
  const engineer: Actor = { ...systemActor, name: "approver", userId: "00000000-0000-4000-8000-00000000000a" };
  const sessions = async () => sessionItems.parse(await listSessions(systemActor));
  const read = async () => ledgerPage.parse(await listLedger(systemActor, ledgerQuery.parse({})));
  const request = (input: object) => requestAccess(systemActor, requestShape.parse(input));
  const teamViewerItems = async () => (await sessions()).items.filter((it) => it.path.tool?.tool === "TeamViewer");

  it("holds a session against grants: unapproved, out of hours, granted, expired after a revocation", async () => {
    const [path] = (await paths({ tool: "TeamViewer" })).items;
    const deviceId = path?.device.deviceId as string;
    expect(await teamViewerItems()).toMatchObject([{ verdict: "unapproved", answer: null }]);
    const { id: supplierId } = await saveSupplier(systemActor, null, supplierInput.parse({ name: "Dosing Ltd" }));
    const base = {
      supplierId,
      people: ["Jo Fitter"],
      tool: "TeamViewer",
      deviceIds: [deviceId],
      reason: "maintenance of the dosing station",
      validFrom: "2026-01-01T00:00:00Z",
      validUntil: new Date(Date.now() + 20 * 86_400_000).toISOString(),
      hasMfa: false,
    };
    const day = new Date(path?.firstSeenAt as string).getUTCDay() || 7;
    const hours = { days: [day === 1 ? 2 : 1], fromMinute: 480, toMinute: 1020 };
    const narrow = await request({ ...base, hours });
    expect((await teamViewerItems())[0]?.verdict, "a request grants nothing").toBe("unapproved");
    await expect(decideGrant(systemActor, narrow.id, { decision: "approve", reason: "my own" })).rejects.toMatchObject({
      code: "not-allowed",
    });
    await decideGrant(engineer, narrow.id, { decision: "approve", reason: "as contracted" });
    expect(await teamViewerItems()).toMatchObject([{ verdict: "out-of-hours", grantId: narrow.id }]);
    expect((await read()).counts).toMatchObject({ requested: 0, approved: 1, endingSoon: 1, withoutMfa: 1, shared: 0 });

    const { held } = await sessions();
    const wide = await request(base);
    await decideGrant(engineer, wide.id, { decision: "approve", reason: "around the clock this month" });
    expect(await teamViewerItems()).toEqual([]);
    expect(held).toBeGreaterThan(0);
    expect((await sessions()).held, "a covered session was held against the ledger, too").toBe(held);
    const [supplier] = (await read()).items;
    expect(supplier?.reach).toMatchObject({ devices: 1, sites: 1, tools: ["TeamViewer"] });
    expect(supplier?.grants.find((it) => it.id === wide.id)?.sessions).toBeGreaterThan(0);
    await expect(deleteSupplier(engineer, supplierId)).rejects.toMatchObject({ code: "conflict" });

    await decideGrant(engineer, wide.id, { decision: "revoke", reason: "done" });
    await sql.run("update access_grant set revoked_at = '2026-01-02T00:00:00Z' where id = $1", [wide.id]);
    expect((await teamViewerItems()).map((it) => it.verdict)).toEqual(["out-of-hours"]);
    await decideGrant(engineer, narrow.id, { decision: "revoke", reason: "done" });
    expect((await read()).items[0]?.grants.map((it) => it.standing)).toEqual(["revoked", "revoked"]);
    for (const decision of ["approve", "refuse", "revoke"] as const)
      await expect(
        decideGrant(engineer, wide.id, { decision, reason: "once more" }),
        "what is decided stays so",
      ).rejects.toMatchObject({ code: "conflict" });
    expect((await read()).items[0]?.grants.map((it) => it.standing)).toEqual(["revoked", "revoked"]);
  });

  it("settles sessions with a reason, and takes that back", async () => {
    const [item] = await teamViewerItems();
    const before = await sessions();
    const { answerId } = await answerSession(systemActor, item?.id as string, "agreed by phone");
    expect((await teamViewerItems())[0]?.answer).toMatchObject({ reason: "agreed by phone", actor: systemActor.name });
    expect((await sessions()).waiting).toBe(before.waiting - 1);
    await undoAnswerOfSession(systemActor, answerId);
    expect(await sessions()).toEqual(before);
  });

  it("are kept until a grant, a merged device, a supplier or a zone says otherwise", async () => {
    expect(await listSessions(systemActor)).toBe(await listSessions(systemActor));
    expect(await loadLedger(systemActor)).toBe(await loadLedger(systemActor));
    const [item] = await teamViewerItems();
    const deviceId = item?.path.device.deviceId as string;
    const oldId = randomUUID();
    const { id: supplierId } = await saveSupplier(systemActor, null, supplierInput.parse({ name: "Mixer Ltd" }));
    const { id } = await request({
      ...{ supplierId, people: ["Jo Mixer"], tool: "TeamViewer", deviceIds: [deviceId], reason: "mixing" },
      ...{ validFrom: "2026-01-01T00:00:00Z", validUntil: new Date(Date.now() + 86_400_000).toISOString() },
    });
    await decideGrant(engineer, id, { decision: "approve", reason: "as contracted" });
    expect(await teamViewerItems()).toEqual([]);
    await sql.run("update access_grant set device_ids = array[$2::uuid] where id = $1", [id, oldId]);
    expect(await teamViewerItems(), "of a device that nobody knows").toEqual([item]);
    await sql.run("insert into device_redirect (old_id, new_id) values ($1, $2)", [oldId, deviceId]);
    expect(await teamViewerItems(), "of a device that became this one").toEqual([]);
    await sql.run("delete from supplier where id = $1", [supplierId]);
    expect(await teamViewerItems()).toEqual([item]);
    await sql.run("update supplier set name = 'Stirrer Ltd' where name = 'Dosing Ltd'");
    expect((await teamViewerItems())[0]?.sentence).toContain("Stirrer Ltd");
    await sql.run("update supplier set name = 'Dosing Ltd' where name = 'Stirrer Ltd'");
    await sql.run("update zone set name = 'Renamed' where id = $1", [item?.path.device.zoneKey]);
    expect((await teamViewerItems())[0]?.path.device.zone).toBe("Renamed");
    await sql.run("update zone set name = $2 where id = $1", [item?.path.device.zoneKey, item?.path.device.zone]);
    await sql.run("delete from device_redirect where old_id = $1", [oldId]);
    expect(await teamViewerItems()).toEqual([item]);
  });

  it("writes the ledger as CSV and reads it again as requests, naming what it cannot read", async () => {
    let csv = "";
    for await (const piece of exportLedger(systemActor)) csv += piece;
    const [heading = "", first = ""] = csv.split("\r\n");
    const renamed = first.replace("Dosing Ltd", "Pump Ltd");
    const wrong = renamed.replace("EWS-1", "NO-SUCH-DEVICE");
    const outcome = await importLedger(systemActor, [heading, renamed, wrong, ""].join("\r\n"));
    expect(outcome).toEqual({
      suppliers: 1,
      requests: 1,
      problems: ["Line 3: there is no device “NO-SUCH-DEVICE”."],
    });
    const pump = (await read()).items.find((it) => it.name === "Pump Ltd");
    expect(pump?.grants).toMatchObject([{ standing: "requested", tool: "TeamViewer", people: ["Jo Fitter"] }]);
    await expect(importLedger(systemActor, "a,b\n1,2")).rejects.toMatchObject({ code: "bad-request" });
  });
});

describe("what is due", () => {
  afterEach(() => vi.useRealTimers());

  it("is kept until something of it changes, or time alone makes something due", async () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const ending = { name: "Ending Ltd", contract: "C-1", contractUntil: day(40), securityTerms: "yes" };
    const { id } = await saveSupplier(systemActor, null, supplierInput.parse(ending));
    const stateOf = async () => (await loadDue()).find((it) => it.id === id)?.state;
    expect(await stateOf()).toBeUndefined();
    expect(await loadDue()).toBe(await loadDue());
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15 * 86_400_000 });
    expect(await stateOf()).toBe("soon");
    vi.setSystemTime(Date.now() + 30 * 86_400_000);
    expect(await stateOf()).toBe("over");
    vi.useRealTimers();
    expect(await stateOf()).toBeUndefined();
    await sql.run("update supplier set contract_until = $2::date where id = $1", [id, day(3)]);
    expect(await stateOf()).toBe("soon");
    await sql.run("delete from supplier where id = $1", [id]);
    expect(await stateOf()).toBeUndefined();
  });
});
