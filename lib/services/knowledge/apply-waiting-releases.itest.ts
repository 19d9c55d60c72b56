import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { currentReleaseId, findKnowledgeRelease, loadKnowledgeEntries } from "@/lib/db/knowledge/knowledge-release";
import { withTransaction } from "@/lib/db/transaction";
import { closeQueue } from "@/lib/jobs/enqueue";
import { csafDocument } from "@/lib/testing/take-feeds";
import { applyRelease } from "./apply-release";
import { applyWaitingReleases } from "./apply-waiting-releases";
import { createRelease } from "./create-release";
import { lockKnowledge } from "./knowledge-lock";
import { switchRelease } from "./switch-release";
import { takeFeedFile } from "./take-feed-file";

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

/** A release with one more advisory, which waits. */
async function bring(id: string): Promise<number> {
  const versions = { category: "product_version", name: "1" } as const;
  const bytes = Buffer.from(JSON.stringify(csafDocument(id, { product: "X100", versions, vulnerabilities: [] })));
  const file = await takeFeedFile(systemActor, "x.json", bytes);
  return (await createRelease(systemActor, { files: [file], without: [], note: "" })).id;
}

const held = async () => (await loadKnowledgeEntries((await currentReleaseId()) ?? 0)).map(({ name }) => name);
const stateOf = async (id: number) => {
  const row = await findKnowledgeRelease(id);
  return { state: row?.state, message: row?.message };
};

/** Runs it while the release cannot be applied, and ends its connection as soon as it waits there. */
async function cutOff(work: () => Promise<unknown>): Promise<void> {
  await withTransaction(async (tx) => {
    await lockKnowledge(tx);
    const working = expect(work()).rejects.toMatchObject({ code: "unavailable" });
    await vi.waitFor(
      async () => {
        const ended = await sql.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'`,
        );
        expect(ended).toHaveLength(1);
      },
      { timeout: 60_000 },
    );
    await working;
  });
}

beforeEach(async () => {
  await applyWaitingReleases();
});

it("what was brought while another release waited is added to that one, and neither is lost", async () => {
  await bring("EX-1");
  await bring("EX-2");
  await applyWaitingReleases();
  expect(await held()).toEqual(["EX-1.json", "EX-2.json"]);
});

it("what was brought first is not applied behind what was brought later, when somebody applies that at once", async () => {
  const first = await bring("EX-9");
  await applyRelease(await bring("EX-10"));
  expect(await applyRelease(first)).toMatchObject({ state: "nothing to do" });
  expect(await held()).toEqual(expect.arrayContaining(["EX-10.json", "EX-9.json"]));
});

it("a release whose database went away waits, says for what, and is applied before those behind it", async () => {
  const first = await bring("EX-3");
  await cutOff(() => applyRelease(first));
  expect(await stateOf(first)).toEqual({
    state: "waiting",
    message: expect.stringMatching(/database cannot be reached.*It goes on by itself/),
  });
  const second = await bring("EX-4");
  expect((await applyWaitingReleases()).map((it) => [it.releaseId, it.state])).toEqual([
    [first, "applied"],
    [second, "applied"],
  ]);
  expect(await held()).toEqual(expect.arrayContaining(["EX-3.json", "EX-4.json"]));
  expect(await stateOf(first)).toEqual({ state: "applied", message: null });
});

it("a release that ends its worker each time is put aside, and others are applied", async () => {
  const poison = await bring("EX-5");
  await sql.run("update knowledge_release set state = 'applying', attempts = 10 where id = $1", [poison]);
  await applyWaitingReleases();
  expect(await stateOf(poison)).toEqual({
    state: "failed",
    message: expect.stringContaining("ended its worker 10 times"),
  });
  await bring("EX-6");
  await applyWaitingReleases();
  expect(await held()).toEqual(expect.arrayContaining(["EX-6.json"]));
  expect(await held()).not.toContain("EX-5.json");
});

it("nobody goes back to an earlier release while one waits, and those brought behind going back are built upon it", async () => {
  const before = await currentReleaseId();
  const waiting = await bring("EX-7");
  await expect(switchRelease(systemActor, 1)).rejects.toThrow(`Release ${waiting} waits to be applied`);
  await applyWaitingReleases();
  await switchRelease(systemActor, before as number);
  await bring("EX-8");
  await applyWaitingReleases();
  expect(await held()).toContain("EX-8.json");
  expect(await held()).not.toContain("EX-7.json");
});
