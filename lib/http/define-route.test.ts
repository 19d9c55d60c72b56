import { expect, it, vi } from "vitest";
import { z } from "zod";
import { defineRoute } from "./define-route";

vi.mock("@/lib/auth/session", () => ({ actorOf: async () => null }));

const asked = { params: Promise.resolve({}) };
const request = () => new Request("http://127.0.0.1/api/v1/plant");

/** A route that answers with what `next` gives, and how often its schema was asked. */
function routeOf(next: () => { name: string }) {
  const parsed = vi.fn((value: string) => value);
  const route = defineRoute({
    permission: "public",
    response: z.object({ name: z.string().transform(parsed) }),
    handler: async () => next(),
  });
  const ask = async () => (await route(request(), asked)).json();
  return { ask, parsed };
}

it("writes an answer that is frozen and the same once, and every other one anew", async () => {
  const kept = Object.freeze({ name: "kept", secret: "not in the contract" });
  const frozen = routeOf(() => kept);
  expect([await frozen.ask(), await frozen.ask()]).toEqual([{ name: "kept" }, { name: "kept" }]);
  expect(frozen.parsed).toHaveBeenCalledTimes(1);

  const changing = { name: "first" };
  const open = routeOf(() => changing);
  expect(await open.ask()).toEqual({ name: "first" });
  changing.name = "second";
  expect(await open.ask()).toEqual({ name: "second" });
});
