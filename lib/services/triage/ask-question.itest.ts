import { afterAll, beforeAll, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { closeDatabase, sql } from "@/lib/db/client";
import { seedInventory } from "@/lib/testing/seed-inventory";
import { answerQuestion } from "./answer-question";
import { askQuestion } from "./ask-question";

beforeAll(() => seedInventory(8));
afterAll(closeDatabase);

it("the audit log names the device that somebody was asked about, and counts several", async () => {
  const devices = await sql.query<{ id: string; name: string }>(
    "select id, name from device where name is not null order by id limit 2",
  );
  const [first, second] = devices;
  const deviceIds = devices.map(({ id }) => id);
  const ask = (ids: string[]) => askQuestion(systemActor, { deviceIds: ids, text: "Is it yours?", askedOf: "Kim" });
  const { id } = await ask([first?.id as string]);
  await answerQuestion(systemActor, id, "No.");
  await ask(deviceIds);
  expect(second).toBeDefined();
  const entries = await sql.query<{ summary: string }>(
    "select summary from audit_entry where action like 'question.%' order by id",
  );
  expect(entries.map(({ summary }) => summary)).toEqual([
    `Asked Kim about ${first?.name}: Is it yours?`,
    `Wrote down what Kim answers about ${first?.name}: No.`,
    "Asked Kim about 2 devices: Is it yours?",
  ]);
});
