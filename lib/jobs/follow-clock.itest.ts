import { afterAll, expect, it, vi } from "vitest";
import { closeDatabase, sql } from "@/lib/db/client";
import { followClock } from "./follow-clock";
import { openQueue } from "./queue";
import { FEEDS_QUEUE, SENSOR_QUEUE } from "./queue-names";

afterAll(closeDatabase);

it("jobs and schedules that were written while the clock was years ahead are due once it is right again", async () => {
  const boss = await openQueue({ supervise: false });
  const done: string[] = [];
  await boss.send(SENSOR_QUEUE, {}, { singletonKey: "sensors", startAfter: 20 });
  await boss.send(FEEDS_QUEUE, {}, { singletonKey: "later", startAfter: 200 });
  await sql.run("update job.job set start_after = start_after + interval '5 years' where name = $1", [SENSOR_QUEUE]);
  await sql.run("update job.version set cron_on = now() + interval '5 years', bam_on = now() - interval '1 minute'");
  await sql.run("update job.queue set monitor_on = now() + interval '5 years'");
  // One that waits is enough, so that nobody can ask again.
  expect(await boss.send(SENSOR_QUEUE, {}, { singletonKey: "sensors" })).toBe(null);

  await followClock(boss);
  await boss.work(SENSOR_QUEUE, { pollingIntervalSeconds: 0.5 }, async () => {
    done.push(SENSOR_QUEUE);
  });
  await vi.waitUntil(() => done.length > 0, { timeout: 120_000, interval: 50 });
  const [left] = await sql.query("select cron_on, bam_on is not null as bam from job.version");
  expect(left).toEqual({ cron_on: null, bam: true });
  expect(await sql.query("select 1 from job.queue where monitor_on > now()")).toEqual([]);
  // What is rightly to begin later stays so.
  expect(await sql.query("select 1 from job.job where name = $1 and start_after > now()", [FEEDS_QUEUE])).toHaveLength(
    1,
  );
  await boss.stop({ graceful: false });
});
