import { expect, it } from "vitest";
import { inPauses } from "./in-pauses";

it("lets others work between the pieces of a long computation, and gives its result", async () => {
  const order: string[] = [];
  function* work(): Generator<void, string> {
    for (let piece = 0; piece < 3; piece++) {
      const until = performance.now() + 12;
      while (performance.now() < until);
      order.push("piece");
      yield;
    }
    return "result";
  }
  setImmediate(() => order.push("request"));
  expect(await inPauses(work())).toBe("result");
  expect(order).toEqual(["piece", "request", "piece", "piece"]);
});

it("passes on what the computation throws", async () => {
  function* work(): Generator<void, string> {
    yield;
    throw new Error("no plan");
  }
  await expect(inPauses(work())).rejects.toThrow("no plan");
});
