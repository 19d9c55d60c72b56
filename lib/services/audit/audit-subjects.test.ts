import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SUBJECTS } from "./audit-subjects";

const ACTION = /(?:action: |audit\()"([a-z-]+)\.([a-z-]+)"/g;

/** Every action that services write in plain words. */
function writtenActions(): string[] {
  return ["lib/services", "lib/auth", "lib/jobs"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !/test\.ts$/.test(name))
      .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(ACTION)])
      .map(([, subject, deed]) => `${subject}.${deed}`),
  );
}

it("finds every action that is written by exactly one kind of the audit log's filter", () => {
  const actions = writtenActions();
  expect(actions.length).toBeGreaterThan(40);
  const kindsOf = (action: string) =>
    Object.entries(SUBJECTS).flatMap(([kind, names]) =>
      names.includes(action) || names.includes(action.split(".")[0] ?? "") ? [kind] : [],
    );
  expect(actions.filter((action) => kindsOf(action).length !== 1)).toEqual([]);
});
