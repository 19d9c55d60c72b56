import { expect, test } from "vitest";
import { latePart } from "./late-part";

test("what could not be loaded is asked for again by the next call, and what has come is not", async () => {
  const answers = [Promise.reject(new Error("away")), Promise.resolve({ name: "panel" })];
  let asked = 0;
  const part = latePart(() => answers[asked++] ?? Promise.reject(new Error("asked too often")));
  let told = 0;
  part.subscribe(() => {
    told++;
  });

  expect(await part.load()).toBe(false);
  expect([part.read(), told]).toEqual([null, 0]);
  expect(await Promise.all([part.load(), part.load()])).toEqual([true, true]);
  expect([part.read(), told]).toEqual([{ name: "panel" }, 1]);
  expect(await part.load()).toBe(true);
  expect(asked).toBe(2);
});
