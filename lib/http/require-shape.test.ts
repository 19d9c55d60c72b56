import { describe, expect, it } from "vitest";
import { z } from "zod";
import { requireShape } from "./require-shape";

const shape = z.strictObject({
  name: z.string().min(1).max(5),
  count: z.number().positive().max(10).optional(),
  kind: z.enum(["one", "two"]).optional(),
  tags: z.array(z.string()).min(2).optional(),
  id: z.uuid().optional(),
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
    [{ name: "a", other: 1 }, "(whole): there is no other"],
    [{ name: "a", reason: "x" }, "reason: say why in a few words"],
  ])("%j", (value, sentence) => {
    expect(() => requireShape(shape, value)).toThrow(sentence);
  });
});
