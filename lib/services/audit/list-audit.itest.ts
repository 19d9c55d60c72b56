import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { auditQuery } from "@/lib/contracts/users";
import { closeDatabase, sql } from "@/lib/db/client";
import { listAudit } from "./list-audit";

const ENTRIES = [
  ["2026-03-01T23:59:59Z", "Kim Owner", "import.started", "Started the import of 1 file into plant of Works.", null],
  ["2026-03-02T00:00:00Z", "Ada Analyst", "decision.made", "Sanctioned HMI-1.", "Delivered with line 50 %"],
  ["2026-03-02T23:59:59Z", "kim owner", "session.started", "Signed in.", null],
  ["2026-03-03T00:00:00Z", "Kim Owner", "session.answered", "Settled a session of TeamViewer.", null],
] as const;

beforeAll(async () => {
  for (const entry of ENTRIES)
    await sql.run("insert into audit_entry (at, actor, action, summary, reason) values ($1, $2, $3, $4, $5)", [
      ...entry,
    ]);
});
afterAll(closeDatabase);

async function found(asked: Record<string, string>): Promise<string[]> {
  const { items } = await listAudit(systemActor, auditQuery.parse(asked));
  return items.map(({ action }) => action);
}

it("finds entries by who, by words of what was done and why, by what they are about, newest first", async () => {
  expect(await found({})).toEqual(["session.answered", "session.started", "decision.made", "import.started"]);
  expect(await found({ who: "KIM" })).toEqual(["session.answered", "session.started", "import.started"]);
  expect(await found({ q: "hmi-1" })).toEqual(["decision.made"]);
  expect(await found({ q: "50 %" })).toEqual(["decision.made"]);
  expect(await found({ q: "%" })).toEqual(["decision.made"]);
  expect(await found({ q: "\u0000" })).toHaveLength(4);
  expect(await found({ kind: "people" })).toEqual(["session.started"]);
  expect(await found({ kind: "exposure" })).toEqual(["session.answered"]);
  expect(await found({ who: "kim", kind: "imports" })).toEqual(["import.started"]);
});

it("takes whole days of UTC, the last one included", async () => {
  expect(await found({ from: "2026-03-02" })).toEqual(["session.answered", "session.started", "decision.made"]);
  expect(await found({ until: "2026-03-02" })).toEqual(["session.started", "decision.made", "import.started"]);
  expect(await found({ from: "2026-03-02", until: "2026-03-02" })).toEqual(["session.started", "decision.made"]);
});

it("goes on behind the last entry that was read, under the same filter", async () => {
  const first = await listAudit(systemActor, auditQuery.parse({ who: "kim", limit: "1" }));
  expect(first.next).not.toBeNull();
  const asked = { who: "kim", limit: "1", cursor: first.next as string };
  const second = await listAudit(systemActor, auditQuery.parse(asked));
  expect(second.items.map(({ action }) => action)).toEqual(["session.started"]);
});
