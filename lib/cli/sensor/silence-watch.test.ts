import { describe, expect, it } from "vitest";
import { SilenceWatch } from "./silence-watch";

const START_MS = Date.parse("2026-11-25T10:00:00Z");
const minutes = (count: number) => START_MS + count * 60_000;

describe("a sensor that hears nothing", () => {
  it("says so once, with the interface and since when, and that packets come again", () => {
    const watch = new SilenceWatch("eth1", START_MS);
    expect(watch.look(5, minutes(1))).toBeNull();
    expect(watch.look(5, minutes(3))).toBeNull();
    expect(watch.look(5, minutes(4))).toMatch(
      /^No packet has come on eth1 since 2026-11-25 10:01 UTC\. .*ip link show eth1/,
    );
    expect(watch.look(5, minutes(60))).toBeNull();
    expect(watch.look(6, minutes(61))).toBe("Packets come on eth1 again. There were none since 2026-11-25 10:01 UTC.");
    expect(watch.look(6, minutes(64))).toMatch(/since 2026-11-25 11:01 UTC/);
  });

  it("counts from its start when no packet ever came", () => {
    const watch = new SilenceWatch("eth1", START_MS);
    expect(watch.look(0, minutes(2))).toBeNull();
    expect(watch.look(0, minutes(3))).toMatch(/since 2026-11-25 10:00 UTC/);
  });

  it("says nothing while packets come", () => {
    const watch = new SilenceWatch("eth1", START_MS);
    for (let minute = 1; minute < 10; minute += 1) expect(watch.look(minute, minutes(minute))).toBeNull();
  });
});
