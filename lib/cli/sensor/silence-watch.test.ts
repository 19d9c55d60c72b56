import { describe, expect, it } from "vitest";
import { SilenceWatch } from "./silence-watch";

const START_MS = 5_000.25;
const minutes = (count: number) => START_MS + count * 60_000;

describe("a sensor that hears nothing", () => {
  it("says so once, with the interface and for how long, and that packets come again", () => {
    const watch = new SilenceWatch("eth1", START_MS);
    expect(watch.look(5, minutes(1), "up")).toBeNull();
    expect(watch.look(5, minutes(3), "up")).toBeNull();
    expect(watch.look(5, minutes(4), "up")).toMatch(
      /^No packet has come on eth1 for 3 minutes\. .*ip link show eth1.* Listening goes on\.$/,
    );
    expect(watch.look(5, minutes(60), "up")).toBeNull();
    expect(watch.look(6, minutes(61), "up")).toBe("Packets come on eth1 again, after 60 minutes without any.");
    expect(watch.look(6, minutes(64), "up")).toMatch(/for 3 minutes/);
  });

  it("counts from its start when no packet ever came, and names a link that is down", () => {
    const watch = new SilenceWatch("eth1", START_MS);
    expect(watch.look(0, minutes(2), "no-carrier")).toBeNull();
    expect(watch.look(0, minutes(3), "no-carrier")).toMatch(/for 3 minutes\. See to the cable/);
  });

  it("says nothing while packets come", () => {
    const watch = new SilenceWatch("eth1", START_MS);
    for (let minute = 1; minute < 10; minute += 1) expect(watch.look(minute, minutes(minute), "up")).toBeNull();
  });

  it("tells at any time for how long, also of packets that came since it looked", () => {
    const watch = new SilenceWatch("eth1", START_MS);
    watch.look(5, minutes(1), "up");
    expect(watch.silentMs(5, minutes(7))).toBe(360_000);
    expect(watch.silentMs(6, minutes(7))).toBe(0);
  });
});
