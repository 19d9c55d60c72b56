import { expect, it } from "vitest";
import { MAX_DEVICES_PER_DECISION } from "@/lib/contracts/devices";
import { inParts } from "./in-parts";

it("puts every device into one part that a decision takes", () => {
  for (const count of [0, 1, MAX_DEVICES_PER_DECISION, 2 * MAX_DEVICES_PER_DECISION + 1]) {
    const ids = Array.from({ length: count }, (_, at) => `device ${at}`);
    const parts = inParts(ids);
    expect(parts.flat()).toEqual(ids);
    expect(parts).toHaveLength(Math.ceil(count / MAX_DEVICES_PER_DECISION));
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(MAX_DEVICES_PER_DECISION);
  }
});
