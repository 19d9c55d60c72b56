import { afterAll, beforeAll, expect, test } from "vitest";
import { type Actor, systemActor } from "@/lib/auth/session";
import { deviceQuery } from "@/lib/contracts/devices";
import { closeDatabase, sql } from "@/lib/db/client";
import { QUERY_KEYS } from "@/lib/domain/query/query-keys";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { decideDevices } from "../decisions/decide-devices";
import { undoDecision } from "../decisions/undo-decision";
import { listDevices } from "../devices/list-devices";
import { refreshInventory } from "../inventory/refresh-inventory";
import { answerQuestion } from "./answer-question";
import { applyRules } from "./apply-rules";
import { askQuestion } from "./ask-question";
import { createRule } from "./create-rule";
import { listQuestions } from "./list-questions";
import { previewRule } from "./preview-rule";
import { switchRule, undoRule } from "./switch-rule";

const as = (role: Actor["role"]): Actor => ({ ...systemActor, name: role, role });
const reason = "all of them were bought for the yard";
const rule = { name: "Cameras", query: "vendor:axis zone:Hall", reason };

beforeAll(async () => {
  await seedInventory(40);
});
afterAll(closeDatabase);

const stateOf = async (id: string) =>
  (
    await sql.query<{ state: string; reason: string }>(
      "select state, state_reason as reason from device where id = $1",
      [id],
    )
  )[0];

test("a rule decides on what waits and fits, with its author and reason, and can be taken back whole", async () => {
  const preview = await previewRule(as("analyst"), rule.query);
  expect(preview.total).toBeGreaterThan(0);
  expect(preview.warnings).toEqual([]);
  const made = await createRule(as("analyst"), { ...rule, action: { kind: "state", state: "sanctioned" } });
  expect(made.devices).toBe(preview.total);
  for (const { id } of preview.devices) {
    expect(await stateOf(id)).toMatchObject({
      state: "sanctioned",
      reason: expect.stringContaining("analyst, by rule"),
    });
  }
  expect((await previewRule(as("analyst"), rule.query)).total).toBe(0);
  expect(await refreshInventory()).toEqual(expect.objectContaining({ devicesNew: 0, devicesChanged: 0 }));

  const one = preview.devices[0] as { id: string };
  const [decision] = await sql.query<{ id: string }>("select id from decision where rule_id = $1 and device_id = $2", [
    made.id,
    one.id,
  ]);
  await undoDecision(as("analyst"), (decision as { id: string }).id);
  expect(await applyRules()).toBe(0);
  expect((await stateOf(one.id))?.state).toBe("unsanctioned");

  expect(await undoRule(as("analyst"), made.id)).toMatchObject({ isOn: false, devices: 0 });
  for (const { id } of preview.devices) expect((await stateOf(id))?.state).toBe("unsanctioned");
});

test("a rule fits what the list finds of what waits, whatever it asks for", async () => {
  const [waiting] = await sql.query<{ id: string }>(
    "select id from device where state = 'unsanctioned' and vendor is not null order by id limit 1",
  );
  const deviceIds = [(waiting as { id: string }).id];
  await decideDevices(systemActor, { kind: "note", deviceIds, text: "stolen in spring" });
  const asked = QUERY_KEYS.filter(({ name }) => name !== "risk" && name !== "exposed").flatMap(({ name }) => [
    `vendor:* ${name}:*`,
    `vendor:* -${name}:*`,
  ]);
  const totals = [];
  for (const q of [...asked, "vendor:* modules:0", "vendor:* -notes:stolen", "vendor:* notes:stolen"]) {
    const { total, problem } = await previewRule(systemActor, q);
    const query = deviceQuery.parse({ q, state: "unsanctioned" });
    expect({ q, problem, total }).toEqual({ q, problem: null, total: (await listDevices(systemActor, query)).total });
    totals.push(total);
  }
  expect(new Set(totals).size).toBeGreaterThan(4);
  expect(totals.at(-1)).toBe(1);
});

test("a rule that is off decides on nobody, and on what waits when it is on again", async () => {
  const query = "vendor:rockwell zone:Hall";
  const made = await createRule(as("analyst"), { ...rule, query, action: { kind: "tag", tag: "spare" } });
  await switchRule(as("analyst"), made.id, false);
  await sql.run("update decision set undone_at = now() where rule_id = $1", [made.id]);
  expect(await applyRules()).toBe(0);
  expect(await switchRule(as("analyst"), made.id, true)).toMatchObject({ isOn: true });
});

test("a rule names its fields, and says when it rests on what devices say of themselves", async () => {
  expect(await previewRule(systemActor, "axis zone:x")).toMatchObject({ problem: expect.stringContaining("field") });
  expect(await previewRule(systemActor, "-vendor:axis")).toMatchObject({ problem: expect.stringContaining("lacking") });
  expect(await previewRule(systemActor, "vendor:(")).toMatchObject({ problem: expect.any(String) });
  expect((await previewRule(systemActor, "vendor:axis")).warnings).toHaveLength(1);
  const place = { kind: "zone", zoneId: "00000000-0000-4000-8000-000000000000" } as const;
  await expect(createRule(as("analyst"), { ...rule, action: place })).rejects.toMatchObject({ code: "not-allowed" });
  await expect(createRule(systemActor, { ...rule, action: place })).rejects.toMatchObject({ code: "not-found" });
});

test("a question waits in the list until somebody writes the answer, once", async () => {
  const [device] = await sql.query<{ id: string }>("select id from device order by id limit 1");
  const { id } = device as { id: string };
  const asked = await askQuestion(as("analyst"), { deviceIds: [id], text: "Whose is this <b>?", askedOf: "Bo" });
  const query = { state: "open", limit: 50 } as const;
  expect((await listQuestions(as("viewer"), query)).items.map((it) => it.id)).toContain(asked.id);
  expect(await answerQuestion(as("engineer"), asked.id, "It is the cleaner's.")).toMatchObject({
    answeredBy: "engineer",
  });
  await expect(answerQuestion(systemActor, asked.id, "No, mine.")).rejects.toMatchObject({ code: "conflict" });
  expect((await listQuestions(as("viewer"), query)).items).toEqual([]);
  await expect(askQuestion(as("viewer"), { deviceIds: [id], text: "?..", askedOf: "Bo" })).rejects.toMatchObject({
    code: "not-allowed",
  });
});
