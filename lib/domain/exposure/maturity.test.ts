import { expect, it } from "vitest";
import { accessStepOf, nextAccessStep } from "./maturity";

it("tells direct access, a jump host and a PAW by tags of the end that opens the way", () => {
  const inside = { scope: "inside", deviceTags: [], peerTags: ["jump-host"] } as const;
  expect(accessStepOf(inside)).toBe("jump-host");
  expect(accessStepOf({ ...inside, peerTags: ["jump-host", "paw"] })).toBe("paw");
  expect(accessStepOf({ ...inside, deviceTags: ["jump-host"], peerTags: [] })).toBe("direct");
  expect(accessStepOf({ scope: "outside", deviceTags: ["jump-host"], peerTags: [] })).toBe("jump-host");
});

it("names the next step, and the jump host that is there", () => {
  expect(nextAccessStep("direct", "JUMP-1")).toContain("JUMP-1");
  expect(nextAccessStep("direct", null)).toContain("Set up a jump host");
  expect(nextAccessStep("jump-host", null)).toContain("paw");
  expect(nextAccessStep("paw", null)).toBeNull();
});
