import { describe, expect, it } from "vitest";
import type { Claim, DeviceField } from "../device/device";
import { seededRandom } from "../random";
import { HeldList } from "./held-list";
import { type KnownDevice, type ListedDevice, type ReconciledRow, seenValues } from "./reconcile";

const citation = { realm: "r", fileSha256: "f", fileName: "f", format: "pcap", position: 1 };
const claim = (value: string, method: Claim["method"], inferred = false): Claim => ({
  ...{ value, protocol: "x", method, inferred, citation, firstSeenUs: null, lastSeenUs: null, count: 1 },
});
const field = (chosen: Claim, ...dissenting: Claim[]): DeviceField => ({
  ...{ value: chosen.value, reason: "", claim: chosen, agreeing: [], dissenting, isPinned: false, pinDecisionId: null },
});
/** Names of one letter as ids, in the same order. */
const idOf = (letter: string) => `0000000${letter.charCodeAt(0).toString(16)}-0000-4000-8000-000000000000`.slice(-36);
const letterOf = (id: string | null) => id && String.fromCharCode(Number.parseInt(id.slice(0, 8), 16));
const device = (id: string, changes: Partial<KnownDevice>): KnownDevice => ({
  ...{ id: idOf(id), macs: [], ips: [], zoneName: null, lastSeenUs: 5, isRetired: false, seen: {} },
  ...changes,
});
const row = (changes: Partial<ListedDevice>): ListedDevice => ({
  ...{ position: 2, mac: null, ip: null, zone: null, facts: {} },
  ...changes,
});
const rowsOf = (held: HeldList): ReconciledRow[] => [...held.all(), ...held.unlisted(null, 1_000)];
function reconcile(rows: readonly ListedDevice[], devices: readonly KnownDevice[]): ReconciledRow[] {
  const held = new HeldList(rows);
  for (const it of devices) held.put(it);
  return rowsOf(held);
}
const groups = (rows: readonly ListedDevice[], devices: readonly KnownDevice[]) =>
  reconcile(rows, devices).map(({ group, deviceId }) => [group, letterOf(deviceId)]);

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
    const [found] = reconcile([listed], [device("a", { macs: ["m"], seen: seenValues(fields) })]);
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
    expect(groups([row({ mac: "m", facts })], [device("a", { macs: ["m"], seen: seenValues(fields) })])).toEqual([
      ["matched", "a"],
    ]);
  });

  it("says when a device stands in another zone than the list puts it", () => {
    const [found] = reconcile([row({ mac: "m", zone: "Cell 3" })], [device("a", { macs: ["m"], zoneName: "Office" })]);
    expect(found?.differences).toEqual([{ field: "zone", listed: "Cell 3", seen: "Office" }]);
  });

  it("never takes another card with the address for the listed one, but names it", () => {
    const devices = [
      device("l", { macs: ["m1"], ips: ["10.0.0.1"], lastSeenUs: null }),
      device("s", { macs: ["m2"], ips: ["10.0.0.1"] }),
    ];
    const [found, other] = reconcile([row({ mac: "m1", ip: "10.0.0.1" })], devices);
    expect([found?.group, found?.addressUserId, other?.group]).toEqual(["missing", idOf("s"), "unlisted"]);
  });

  it("means the device that was last seen with the address", () => {
    const devices = [device("o", { ips: ["10.0.0.1"], lastSeenUs: 1 }), device("n", { ips: ["10.0.0.1"] })];
    expect(groups([row({ ip: "10.0.0.1" })], devices)).toEqual([
      ["matched", "n"],
      ["unlisted", "o"],
    ]);
  });

  it("says after any changes what it says of the devices as they are in the end", () => {
    const random = seededRandom(7);
    const one = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T;
    const some = (of: readonly string[]) => of.filter(() => random() < 0.3);
    const [macs, ips] = [
      ["m1", "m2", "m3", "m4"],
      ["10.0.0.1", "10.0.0.2", "10.0.0.3"],
    ];
    const rows = Array.from({ length: 12 }, (_, at) =>
      row({ position: at, mac: one([null, ...macs]), ip: one([null, ...ips]), facts: { serial: one(["S1", "S2"]) } }),
    );
    const held = new HeldList(rows);
    const devices = new Map<string, KnownDevice>();
    for (let change = 0; change < 600; change++) {
      const letter = one([..."abcdefgh"]);
      if (random() < 0.2) {
        devices.delete(letter);
        held.remove(idOf(letter));
        continue;
      }
      const changed = device(letter, {
        ...{ macs: some(macs), ips: some(ips), lastSeenUs: one([null, 1, 2, 3]), isRetired: random() < 0.2 },
        seen: { serial: one(["S1", "S2"]) },
      });
      devices.set(letter, changed);
      held.put(changed);
      const expected = reconcile(rows, [...devices.values()]);
      expect(rowsOf(held)).toEqual(expected);
      const counted = { differing: 0, missing: 0, unlisted: 0, matched: 0 };
      for (const { group } of expected) counted[group] += 1;
      expect(held.counts).toEqual(counted);
    }
  });

  it("gives devices on no row page by page, by id", () => {
    const held = new HeldList([]);
    for (const letter of "hcgaebfd") held.put(device(letter, {}));
    const page = (after: string | null) => held.unlisted(after, 3).map(({ deviceId }) => letterOf(deviceId));
    expect([page(null), page(idOf("c")), page(idOf("f"))].map((it) => it.join(""))).toEqual(["abc", "def", "gh"]);
  });
});
