import { expect, test } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { explainDatabaseError } from "./database-error";

test.each([
  ["53300", "unavailable", /no more connections.*max_connections/],
  ["53100", "unavailable", /disk is full/],
  ["57P01", "unavailable", /cannot be reached/],
  ["57014", "too-slow", /longer than an answer may take/],
])("what PostgreSQL refuses with %s is said with what to do about it", (code, ours, sentence) => {
  const cause = Object.assign(new Error("as PostgreSQL says it"), { code });
  for (const error of [cause, new Error("as Prisma wraps it", { cause })]) {
    const said = explainDatabaseError(error);
    expect(said).toBeInstanceOf(AppError);
    expect(said).toMatchObject({ code: ours, message: expect.stringMatching(sentence) });
  }
});

test("an error that nobody knows stays itself, so that it is logged with its stack", () => {
  const bug = new TypeError("x is undefined");
  expect(explainDatabaseError(bug)).toBe(bug);
});
