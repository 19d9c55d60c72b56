/** What the sample plant hides about its ways out is found, answered for and matched, as people would do it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { pathDetail, pathPage, pathQuery } from "@/lib/contracts/exposure";
import { closeDatabase } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { loadSamplePlant } from "../imports/load-sample-plant";
import { runImport } from "../imports/run-import";
import { exportPaths } from "./export-paths";
import { getPath } from "./get-path";
import { listPaths } from "./list-paths";

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
