import { expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./password";

it("a password fits its own hash, and no other does; nobody's hash fits none", async () => {
  const hash = await hashPassword("correct horse battery");
  expect(await verifyPassword("correct horse battery", hash)).toBe(true);
  expect(await verifyPassword("correct horse batterz", hash)).toBe(false);
  expect(await verifyPassword("correct horse battery", null)).toBe(false);
});

it("a flood of passwords is refused behind the first fifty that wait, and those are answered", async () => {
  // Of little cost, as an older hash might be: the queue is what is looked at.
  const cheap = `scrypt$10$8$${Buffer.alloc(16).toString("base64")}$${Buffer.alloc(32).toString("base64")}`;
  const answers = await Promise.allSettled(Array.from({ length: 80 }, () => verifyPassword("guess", cheap)));
  const refused = answers.filter((it) => it.status === "rejected");
  expect(refused).toHaveLength(28);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: "too-many" });
  expect(answers.slice(0, 52).every((it) => it.status === "fulfilled" && it.value === false)).toBe(true);
  expect(await verifyPassword("guess", cheap)).toBe(false);
});
