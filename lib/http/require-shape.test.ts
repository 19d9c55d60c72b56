import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { AppError } from "@/lib/domain/errors";
import { requireShape } from "./require-shape";

const shape = z.strictObject({
  name: z.string().min(1).max(5),
  count: z.number().positive().max(10).optional(),
  kind: z.enum(["one", "two"]).optional(),
  tags: z.array(z.string()).min(2).optional(),
  id: z.uuid().optional(),
  inner: z.strictObject({}).optional(),
  reason: z.string().min(3, "say why in a few words").optional(),
});

describe("what does not fit is said in words that a person understands", () => {
  it.each([
    [{}, "name: is missing"],
    [{ name: "" }, "name: must not be empty"],
    [{ name: "too long" }, "name: has to be at most 5 characters"],
    [{ name: 4 }, "name: has to be text"],
    [{ name: "a", count: 0 }, "count: has to be more than 0"],
    [{ name: "a", count: 11 }, "count: has to be at most 10"],
    [{ name: "a", kind: "three" }, "kind: has to be one of one, two"],
    [{ name: "a", tags: ["x"] }, "tags: has to be at least 2 entries"],
    [{ name: "a", id: "4" }, "id: has to be an id"],
    [{ name: "a", other: 1 }, "other: is no field of this request: leave it out"],
    [{ name: "a", inner: { odd: 1 } }, "inner.odd: is no field of this request: leave it out"],
    [7, "request: has to be an object"],
    [{ name: "a", reason: "x" }, "reason: say why in a few words"],
  ])("%j", (value, sentence) => {
    expect(() => requireShape(shape, value)).toThrow(sentence);
  });
});

it("names each field that there is not, and no more of them than somebody reads", () => {
  const problemsOf = (value: unknown) => {
    try {
      requireShape(shape, value);
    } catch (error) {
      return (error as AppError).invalidParams;
    }
    return [];
  };
  expect(problemsOf({ name: "a", one: 1, two: 2 }).map(({ name }) => name)).toEqual(["one", "two"]);
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`${at}`.padEnd(5_000, "x"), at]));
  const problems = problemsOf({ name: "a", ...many });
  expect(problems).toHaveLength(20);
  expect(problems.every(({ name }) => name.length === 200)).toBe(true);
});
