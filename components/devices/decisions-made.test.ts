import { expect, test } from "vitest";
import { decisionsMade } from "./decisions-made";

const madeOf = (groupId: string) => ({ groupId, done: `Sanctioned ${groupId}`, deviceIds: [groupId] });

test("decisions are taken back in the order that reverses them, also when one was taken back elsewhere", () => {
  let calls = 0;
  const stop = decisionsMade.subscribe(() => calls++);
  for (const id of ["a", "b", "c"]) decisionsMade.add(madeOf(id));
  expect(decisionsMade.last()?.groupId).toBe("c");
  decisionsMade.drop("b");
  decisionsMade.drop("c");
  expect(decisionsMade.last()?.groupId).toBe("a");
  decisionsMade.drop("a");
  expect(decisionsMade.last()).toBeNull();
  expect(calls).toBe(6);
  stop();
});
