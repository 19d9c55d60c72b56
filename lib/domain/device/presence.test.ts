import { describe, expect, it } from "vitest";
import { file, minute, sighting } from "@/lib/testing/builders";
import { resolve } from "../identity/resolve";
import type { Evidence } from "../observation";
import { judgePresence, listeningIn, rhythmOf } from "./presence";

const PLC = "00:1b:1b:00:00:10";
const HMI = "00:14:22:00:00:20";
const DAY = 24 * 60;

/** The HMI is heard the whole time; the PLC as given. */
const verdictOf = (plc: readonly Evidence[], others: readonly Evidence[]) => {
  const listening = listeningIn([...plc, ...others]);
  return judgePresence(rhythmOf(plc, listening), listening);
};
const hmi = (at: number, until: number) => file("hmi", [sighting(HMI, "10.0.0.2", { at, until, count: 1_000 })]);
const plc = (...spans: readonly (readonly [number, number, number])[]) =>
  file(
    "plc",
    spans.map(([at, until, sent]) => sighting(PLC, "10.0.0.5", { at, until, sent, count: sent })),
  );

describe("presence by a device's own rhythm", () => {
  it("is active, quiet and gone as silence outlasts the rhythm", () => {
    const spoken = plc([0, 60, 3_600]);
    expect(verdictOf(spoken, hmi(0, 70)).presence).toBe("active");
    expect(verdictOf(spoken, hmi(0, 80)).presence).toBe("quiet");
    expect(verdictOf(spoken, hmi(0, 60 + 20 * 60)).presence).toBe("quiet");
    const gone = verdictOf(spoken, hmi(0, 60 + 2 * DAY));
    expect(gone).toEqual({
      presence: "gone",
      reason:
        "It is usually heard at least every 5 min; its realm was listened to for more than 20 times that long since",
    });
  });

  it("waits longer for a device that comes once a day", () => {
    const daily = plc([0, 1, 60], [DAY, DAY + 1, 60], [2 * DAY, 2 * DAY + 1, 60]);
    expect(verdictOf(daily, hmi(0, 4 * DAY)).presence).toBe("active");
    expect(verdictOf(daily, hmi(0, 6 * DAY)).presence).toBe("quiet");
    expect(verdictOf(daily, hmi(0, 30 * DAY)).presence).toBe("gone");
  });

  it("does not call silent what nobody listened to", () => {
    const spoken = plc([0, 60, 3_600]);
    expect(verdictOf(spoken, [...hmi(0, 60), ...hmi(400 * DAY, 400 * DAY + 10)]).presence).toBe("active");
  });

  it("is not moved by a frame with a clock of another century", () => {
    const spoken = plc([0, 60, 3_600]);
    const year2090 = 64 * 365 * DAY;
    expect(verdictOf(spoken, [...hmi(0, 65), ...hmi(year2090, year2090)]).presence).toBe("active");
  });

  it("is unknown where no source has a time", () => {
    const untimed = file("list", [sighting(PLC, "10.0.0.5", { at: null })]);
    expect(verdictOf(untimed, hmi(0, 10))).toEqual({ presence: null, reason: "no source says when it was seen" });
  });

  it("comes with the device, whatever the order of imports and the time of day", () => {
    const evidence = [...plc([0, 60, 3_600]), ...hmi(0, 60 + 2 * DAY)];
    const devicesOf = (items: readonly Evidence[], nowUs: number) =>
      resolve(items, [], { nowUs, macVendor: () => null }).devices;
    const devices = devicesOf(evidence, minute(0));
    expect(devices.map(({ presence }) => presence).sort()).toEqual(["active", "gone"]);
    expect(devicesOf([...evidence].reverse(), minute(900 * DAY))).toEqual(devices);
  });
});
