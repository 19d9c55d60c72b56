import { afterAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { simulate } from "@/lib/simulator/simulate";
import { getShadowQueue } from "../shadow/get-shadow-queue";
import { getImport } from "./get-import";
import { loadSamplePlant } from "./load-sample-plant";
import { resumeImports } from "./resume-imports";
import { runImport } from "./run-import";

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

test("the sample plant comes in through the ordinary pipeline, once, and its devices stand in its zones", async () => {
  const { truth, files } = simulate();
  await expect(loadSamplePlant({ ...systemActor, role: "viewer" })).rejects.toMatchObject({ code: "not-allowed" });
  const { importIds } = await loadSamplePlant(systemActor);
  await expect(loadSamplePlant(systemActor)).rejects.toMatchObject({ code: "conflict" });
  expect(await resumeImports()).toBe(importIds.length);

  let fileCount = 0;
  for (const id of importIds) {
    expect(await runImport(id)).toBe("ended");
    const { state, files: read } = await getImport(systemActor, id);
    expect(state).toBe("done");
    fileCount += read.filter((file) => file.state === "read").length;
  }
  expect(fileCount).toBe(files.length);
  expect(await resumeImports()).toBe(0);

  const placed = await sql.query<{ zone: string; devices: number }>(
    "select z.name as zone, count(*) as devices from device d join zone z on z.id = d.zone_id group by 1",
  );
  expect(placed.map(({ zone }) => zone).sort()).toEqual(truth.zones.map(({ name }) => name).sort());
  const [sanctioned] = await sql.query<{ count: number }>("select count(*) from device where state = 'sanctioned'");
  expect(sanctioned?.count).toBe(truth.devices.filter(({ isApproved }) => isApproved).length);
  // Its list names every card that people approved, those of routers and servers in several networks too.
  const queue = await getShadowQueue(systemActor, {});
  expect([queue.waiting > 0, queue.askingAgain]).toEqual([true, 0]);
});
