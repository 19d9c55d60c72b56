import { describe, expect, it } from "vitest";
import { type WalkDownDevice, walkDown } from "./walk-down";

const device = (changes: Partial<WalkDownDevice>): WalkDownDevice => ({
  ...{ id: "a", name: "PLC-1", site: "Plant", zoneName: "Cell", location: null, ips: [], macs: [] },
  ...{ vendor: "Siemens", model: "S7-1200", orderNumber: null, firmware: null, isWaiting: false, riskScore: 50 },
  findingQuestions: [],
  ...changes,
});
const asked = (...devices: readonly WalkDownDevice[]) => walkDown(devices).map(({ kind, worth }) => [kind, worth]);

describe("the next best question", () => {
  it("is none where nothing is open", () => {
    expect(asked(device({}))).toEqual([]);
  });

  it("is worth the risk of the device times what its answer settles", () => {
    const questions = [
      { text: "Which firmware version?", findings: 3 },
      { text: "Hardware version?", findings: 2 },
      { text: "First five digits of the serial number?", findings: 1 },
    ];
    expect(asked(device({ findingQuestions: questions }))).toEqual([
      ["firmware", 150],
      ["hardware", 150],
    ]);
  });

  it("asks about the riskiest device first, and tells what the answer settles", () => {
    const [first, second] = walkDown([
      device({ id: "low", isWaiting: true, riskScore: 20 }),
      device({ id: "high", isWaiting: true, riskScore: 70 }),
    ]);
    expect([first?.device.id, first?.settles, second?.device.id]).toEqual(["high", ["1 decision"], "low"]);
  });

  it("asks for the plate of a device without a product, and for the place of one without a zone", () => {
    expect(asked(device({ vendor: null, model: null, zoneName: null }))).toEqual([
      ["identity", 50],
      ["zone", 50],
    ]);
    expect(asked(device({ model: null, orderNumber: "6ES7 214" }))).toEqual([]);
  });

  it("stands in the same order whatever order the devices come in", () => {
    const devices = ["a", "b", "c"].map((id) => device({ id, isWaiting: true, zoneName: null }));
    expect(walkDown(devices)).toEqual(walkDown([...devices].reverse()));
  });
});
