import { expect, it, vi } from "vitest";
import { MadeMeanwhile } from "./made-meanwhile";

const PATIENCE_MS = 20;
const maker = () => new MadeMeanwhile<string>("The plan", "devices read", PATIENCE_MS);

/** What is made until it is told to end. */
function held() {
  let end: (answer: string) => void = () => {};
  let fail: (error: Error) => void = () => {};
  const promise = new Promise<string>((resolve, reject) => {
    [end, fail] = [resolve, reject];
  });
  return { promise, make: vi.fn(() => promise), end, fail };
}

it("makes an answer once for a state, whoever asks and however often", async () => {
  const made = maker();
  const make = vi.fn(async () => "a");
  const both = await Promise.all([made.get([1], make), made.get([1], make)]);
  expect([...both, await made.get([1], make)]).toEqual(Array(3).fill({ answer: "a", isEarlier: false }));
  expect(make).toHaveBeenCalledTimes(1);
});

it("says how far the first answer is, and goes on making it when nobody waits any more", async () => {
  const made = maker();
  const { promise, end } = held();
  const make = vi.fn((_: unknown, tell: (progress: { done: number; total: number }) => void) => {
    tell({ done: 3_000, total: 10_000 });
    return promise;
  });
  for (const state of [1, 1, 2]) {
    await expect(made.get([state], make)).rejects.toMatchObject({
      code: "being-made",
      message: expect.stringContaining("The plan is being worked out: 3,000 of 10,000 devices read."),
      retryAfterS: 2,
    });
  }
  expect(make, "one at a time").toHaveBeenCalledTimes(1);
  end("a");
  expect(await made.get([1], make)).toEqual({ answer: "a", isEarlier: false });
});

it("gives the earlier answer, marked so, while the present one is being made, and tells its maker of it", async () => {
  const made = maker();
  await made.get([1], async () => "a");
  const second = held();
  expect(await made.get([2], second.make)).toEqual({ answer: "a", isEarlier: true });
  expect(second.make).toHaveBeenCalledWith("a", expect.any(Function));
  second.end("b");
  expect(await made.get([2], second.make)).toEqual({ answer: "b", isEarlier: false });
});

it("never takes what was begun before the question for the answer to another state", async () => {
  const made = maker();
  const first = held();
  const waits = made.get([1], first.make);
  const next = made.get([2], async () => "b");
  first.end("a");
  expect(await waits).toEqual({ answer: "a", isEarlier: false });
  expect(await next).toEqual({ answer: "b", isEarlier: false });
});

it("tells who waits of a failure, and begins anew for who asks next", async () => {
  const made = maker();
  const failing = held();
  const waits = made.get([1], failing.make);
  failing.fail(new Error("no connection"));
  await expect(waits).rejects.toThrow("no connection");
  expect(await made.get([1], async () => "a")).toEqual({ answer: "a", isEarlier: false });
});
