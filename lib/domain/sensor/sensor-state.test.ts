import { describe, expect, it } from "vitest";
import { type SensorSigns, sayDuration, sensorState, sensorTrouble } from "./sensor-state";

const MINUTE_MS = 60_000;
const signs: SensorSigns = {
  hasToken: true,
  sinceBatchMs: 30_000,
  silentMs: 0,
  everyMs: null,
  interfaceName: "eth1",
  link: "up",
};

describe("the state of a sensor", () => {
  it.each([
    ["live", {}],
    ["live", { silentMs: 2 * MINUTE_MS }],
    ["hears-nothing", { silentMs: 3 * MINUTE_MS }],
    ["live", { silentMs: null }],
    ["late", { silentMs: 3 * MINUTE_MS, sinceBatchMs: 4 * MINUTE_MS }],
    ["away", { sinceBatchMs: 61 * MINUTE_MS }],
    ["late", { everyMs: 1_000, sinceBatchMs: 4 * MINUTE_MS }],
    ["live", { everyMs: 10 * MINUTE_MS, sinceBatchMs: 14 * MINUTE_MS }],
    ["late", { everyMs: 10 * MINUTE_MS, sinceBatchMs: 16 * MINUTE_MS }],
    ["live", { everyMs: 60 * MINUTE_MS, sinceBatchMs: 89 * MINUTE_MS }],
    ["late", { everyMs: 60 * MINUTE_MS, sinceBatchMs: 91 * MINUTE_MS }],
    ["away", { everyMs: 60 * MINUTE_MS, sinceBatchMs: 181 * MINUTE_MS }],
    ["live", { sinceBatchMs: -2 * MINUTE_MS }],
    ["late", { sinceBatchMs: -365 * 1440 * MINUTE_MS }],
    ["waiting", { sinceBatchMs: null, silentMs: null }],
    ["revoked", { hasToken: false, silentMs: 9 * MINUTE_MS }],
  ] as const)("is %s by %j", (state, more) => {
    expect(sensorState({ ...signs, ...more })).toBe(state);
  });
});

describe("what is wrong with a sensor", () => {
  const silent = { ...signs, silentMs: 11.5 * MINUTE_MS };

  it.each([
    ["up", /^has heard no packet for 12 minutes\.$/, /mirror port or tap/],
    ["no-carrier", /: eth1 has no link\.$/, /cable/],
    ["down", /: eth1 is down\.$/, /sudo ip link set eth1 up/],
    ["missing", /: there is no eth1 any more\.$/, /start the sensor with that name/],
    [null, /^has heard no packet for 12 minutes\.$/, /mirror port or tap/],
  ] as const)("is told with what to do when it hears nothing and its link is %s", (link, sentence, advice) => {
    const trouble = sensorTrouble({ ...silent, link });
    expect(trouble?.sentence).toMatch(sentence);
    expect(trouble?.advice).toMatch(advice);
  });

  it("is silence towards us before silence on the wire", () => {
    expect(sensorTrouble({ ...silent, sinceBatchMs: 125 * MINUTE_MS })?.sentence).toBe("has sent nothing for 2 hours.");
  });

  it("is that nobody knows since when it is silent, where its last batch came while the clock was ahead", () => {
    expect(sensorTrouble({ ...signs, sinceBatchMs: -90 * MINUTE_MS })?.sentence).toBe(
      "has sent nothing since this machine's clock was set back: it was ahead when the last batch came.",
    );
  });

  it.each([{}, { sinceBatchMs: null }, { hasToken: false, silentMs: 9 * MINUTE_MS }])("is nothing by %j", (more) => {
    expect(sensorTrouble({ ...signs, ...more })).toBeNull();
  });
});

it.each([
  [0, "0 minutes"],
  [60_000, "1 minute"],
  [119 * MINUTE_MS, "119 minutes"],
  [47 * 60 * MINUTE_MS, "47 hours"],
  [48 * 60 * MINUTE_MS, "2 days"],
])("says %d ms as %s", (ms, words) => {
  expect(sayDuration(ms)).toBe(words);
});
