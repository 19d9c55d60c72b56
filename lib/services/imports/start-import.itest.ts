import { afterAll, beforeEach, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { emptyDatabase, upload } from "@/lib/testing/take-in";
import { resumeImports } from "./resume-imports";
import { startImport } from "./start-import";

beforeEach(emptyDatabase);
afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

const csv = { name: "plant.csv", bytes: Buffer.from("ip,name\n10.0.0.1,PLC 1\n") };

async function waitingJobs(): Promise<number> {
  const [exists] = await sql.query<{ is: boolean }>("select to_regclass('job.job') is not null as is");
  if (!exists?.is) return 0;
  const [row] = await sql.query<{ count: number }>(
    "select count(*)::int as count from job.job where name = 'run-import' and state = 'created'",
  );
  return row?.count ?? 0;
}

it("tells a worker of an import, unless its sender runs it; a worker finds it even so", async () => {
  const id = await upload([csv]);
  const started = await startImport(systemActor, id, { csvMappings: {} }, { isRunHere: true });
  expect(started.state).toBe("queued");
  expect(await waitingJobs()).toBe(0);

  // The sender died before it came to it.
  expect(await resumeImports()).toBe(1);
  expect(await waitingJobs()).toBe(1);

  await emptyDatabase();
  await startImport(systemActor, await upload([csv]), { csvMappings: {} });
  expect(await waitingJobs()).toBe(2);
});
