import { expect, test } from "vitest";
import { alertsOf, type Flood } from "./alert";

const MINUTE_US = 60_000_000;
const flood = (contentId: number, fromMinute: number, more: Partial<Flood> = {}): Flood => ({
  contentId,
  site: "Works",
  realm: "plant",
  sensor: "core",
  importId: null,
  fileName: `${contentId}.pcap`,
  addresses: 1000,
  frames: 2000,
  firstSeenUs: fromMinute * MINUTE_US,
  lastSeenUs: (fromMinute + 10) * MINUTE_US,
  position: 1,
  examples: ["02:00:00:00:00:01"],
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgement: null,
  ...more,
});

test("a flood that goes on from file to file is one alert, whatever the order of the files", () => {
  const alerts = alertsOf([flood(3, 70), flood(1, 0), flood(2, 10)]);
  expect(alerts).toHaveLength(1);
  expect(alerts[0]).toMatchObject({
    addresses: 3000,
    frames: 6000,
    firstSeenUs: 0,
    lastSeenUs: 80 * MINUTE_US,
    first: { contentId: 1 },
  });
});

test("another sensor, or another day, is another alert; the newest stands first", () => {
  const alerts = alertsOf([flood(1, 0), flood(2, 0, { sensor: "cell" }), flood(3, 24 * 60)]);
  expect(alerts.map(({ first }) => first.contentId)).toEqual([3, 2, 1]);
});

test("what was looked into opens again when another file shows more of it", () => {
  const known = flood(1, 0, { acknowledgedAt: new Date(0) });
  expect(alertsOf([known])[0]?.isOpen).toBe(false);
  expect(alertsOf([known, flood(2, 20)])[0]?.isOpen).toBe(true);
});
