import { describe, expect, it } from "vitest";
import type { Claim, DeviceField } from "../device/device";
import { type KnownDevice, type ListedDevice, reconcile } from "./reconcile";

const citation = { realm: "r", fileSha256: "f", fileName: "f", format: "pcap", position: 1 };
const claim = (value: string, method: Claim["method"], inferred = false): Claim => ({
  ...{ value, protocol: "x", method, inferred, citation, firstSeenUs: null, lastSeenUs: null, count: 1 },
});
const field = (chosen: Claim, ...dissenting: Claim[]): DeviceField => ({
  ...{ value: chosen.value, reason: "", claim: chosen, agreeing: [], dissenting, isPinned: false, pinDecisionId: null },
});
const device = (id: string, changes: Partial<KnownDevice>): KnownDevice => ({
  ...{ id, name: id, macs: [], ips: [], zoneName: null, lastSeenUs: 5, isRetired: false, fields: {} },
  ...changes,
});
const row = (changes: Partial<ListedDevice>): ListedDevice => ({
  ...{ position: 2, mac: null, ip: null, zone: null, facts: {} },
  ...changes,
});
const groups = (rows: readonly ListedDevice[], devices: readonly KnownDevice[]) =>
  reconcile(rows, devices).map(({ group, device: it }) => [group, it?.id ?? null]);

describe("holding a list against the network", () => {
  it("puts each row into one group, and adds what was seen and is not listed", () => {
    const devices = [
      device("a", { macs: ["m1"], ips: ["10.0.0.1"] }),
      device("b", { ips: ["10.0.0.2"], lastSeenUs: null }),
      device("c", { ips: ["10.0.0.3"] }),
      device("d", { ips: ["10.0.0.4"], isRetired: true }),
    ];
    expect(groups([row({ mac: "m1" }), row({ ip: "10.0.0.2" }), row({ ip: "10.0.0.9" })], devices)).toEqual([
      ["matched", "a"],
      ["missing", "b"],
      ["missing", null],
      ["unlisted", "c"],
    ]);
  });

  it("compares with what the network states, not with the list's own word, a conclusion, or a role", () => {
    const fields = {
      firmware: field(claim("V4.2", "declared"), claim("4.5", "passive")),
      vendor: field(claim("Siemens AG", "declared"), claim("Siemens", "passive")),
      os: field(claim("VxWorks", "declared"), claim("Linux", "passive", true)),
      role: field(claim("drive", "declared"), claim("io-device", "passive")),
      serial: field(claim("S1", "declared")),
    };
    const facts = { firmware: "V4.2", vendor: "Siemens AG", os: "VxWorks", role: "drive", serial: "S1" };
    const listed = row({ mac: "m", facts });
    const [found] = reconcile([listed], [device("a", { macs: ["m"], fields })]);
    expect(found).toMatchObject({
      group: "differing",
      differences: [{ field: "firmware", listed: "V4.2", seen: "4.5" }],
    });
  });

  it("takes other spellings of a version, a number or a name for the same", () => {
    const fields = {
      firmware: field(claim("4.2", "passive")),
      orderNumber: field(claim("6ES7 214-1AG40", "active")),
      name: field(claim("PLC-1.local", "passive")),
    };
    const facts = { firmware: "V4.2", orderNumber: "6ES7214-1AG40", name: "plc-1" };
    expect(groups([row({ mac: "m", facts })], [device("a", { macs: ["m"], fields })])).toEqual([["matched", "a"]]);
  });

  it("says when a device stands in another zone than the list puts it", () => {
    const [found] = reconcile([row({ mac: "m", zone: "Cell 3" })], [device("a", { macs: ["m"], zoneName: "Office" })]);
    expect(found?.differences).toEqual([{ field: "zone", listed: "Cell 3", seen: "Office" }]);
  });

  it("never takes another card with the address for the listed one, but names it", () => {
    const devices = [
      device("listed", { macs: ["m1"], ips: ["10.0.0.1"], lastSeenUs: null }),
      device("stranger", { macs: ["m2"], ips: ["10.0.0.1"] }),
    ];
    const [found, other] = reconcile([row({ mac: "m1", ip: "10.0.0.1" })], devices);
    expect([found?.group, found?.addressUsedBy?.id, other?.group]).toEqual(["missing", "stranger", "unlisted"]);
  });

  it("means the device that was last seen with the address", () => {
    const devices = [device("old", { ips: ["10.0.0.1"], lastSeenUs: 1 }), device("new", { ips: ["10.0.0.1"] })];
    expect(groups([row({ ip: "10.0.0.1" })], devices)).toEqual([
      ["matched", "new"],
      ["unlisted", "old"],
    ]);
  });
});
