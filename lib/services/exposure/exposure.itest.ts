/** What the sample plant hides about its ways out is found, answered for and matched, as people would do it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import {
  answerOutbound as answerShape,
  outboundQueue,
  pathDetail,
  pathPage,
  pathQuery,
} from "@/lib/contracts/exposure";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { loadSamplePlant } from "../imports/load-sample-plant";
import { runImport } from "../imports/run-import";
import { answerOutbound } from "./answer-outbound";
import { exportPaths } from "./export-paths";
import { getPath } from "./get-path";
import { listOutbound } from "./list-outbound";
import { listPaths } from "./list-paths";
import { undoOutbound } from "./undo-outbound";

const paths = async (query: object = {}) => pathPage.parse(await listPaths(systemActor, pathQuery.parse(query)));

beforeAll(async () => {
  const { importIds } = await loadSamplePlant(systemActor);
  for (const id of importIds) await runImport(id);
}, 180_000);

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
    expect(items.some((it) => it.destination === "pump-analytics.example")).toBe(true);
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
    expect(detail.weekHours.some((count) => count > 0)).toBe(true);
    expect(detail.nextStep).toContain("jump host");
    await expect(getPath(systemActor, "00000000-0000-4000-8000-000000000000")).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("destinations", () => {
  const queue = async () => outboundQueue.parse(await listOutbound(systemActor));
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
    const zone = after.zones.find((it) => it.cutFlows > 0);
    expect(after.zones.filter((it) => it.cutFlows > 0)).toHaveLength(1);
    expect(zone).toMatchObject({ name: "Building", cutDevices: 1, cutDestinations: 1, cutUnanswered: 0 });
    await undoOutbound(systemActor, groupId);
    await undoOutbound(systemActor, bulk.groupId);
    expect(await queue()).toEqual(before);
    const [row] = await sql.query<{ summary: string; reason: string }>(
      "select summary, reason from audit_entry where action = 'outbound.answered' order by id limit 1",
    );
    expect(row).toEqual({ summary: "Said to close Brother BAS-360H → facebook.com.", reason: "nobody sews with it" });
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
