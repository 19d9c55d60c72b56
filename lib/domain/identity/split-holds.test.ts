import { expect, test } from "vitest";
import { binding, decision, file, identity, macOf, minute, sighting } from "@/lib/testing/builders";
import type { Decision } from "../device/decision";
import { resolve } from "./resolve";

const [LEFT, RIGHT] = ["00:1b:1b:00:00:01", "00:1b:1b:00:00:02"];
const [LEFT_IP, RIGHT_IP] = ["10.0.0.1", "10.0.0.2"];
const side = (mac: string, ip: string, at: number) => [
  sighting(mac, ip, { at }),
  binding(mac, ip, "arp", { at }),
  identity({ mac, ip }, "serial", "S C-X4U421302009", { at }),
  identity({ mac, ip }, "vendor", "Siemens", { at }),
];
const first = file("first.pcap", [...side(LEFT, LEFT_IP, 0), ...side(RIGHT, RIGHT_IP, 1)]);
const apart = decision({ kind: "forbid-merge", anchor: macOf(LEFT), other: macOf(RIGHT) }, { at: 10 });
const devicesOf = (evidence: Parameters<typeof resolve>[0], decisions: readonly Decision[]) =>
  resolve(evidence, decisions, { nowUs: minute(1_000), macVendor: () => null }).devices;

test("one serial joins two cards until a person parts them, and taking that back joins them again", () => {
  expect(devicesOf(first, [])).toHaveLength(1);
  const halves = devicesOf(first, [apart]);
  expect(halves.map((it) => it.interfaces.map((card) => card.mac))).toEqual(expect.arrayContaining([[LEFT], [RIGHT]]));
  expect(devicesOf(first, [])).toEqual(devicesOf(first, []));
});

test("what is seen after a split goes to the half that it speaks of, and neither half changes its id", () => {
  const halves = devicesOf(first, [apart]);
  const later = file("later.pcap", [
    ...side(LEFT, LEFT_IP, 100),
    identity({ mac: LEFT, ip: LEFT_IP }, "firmware", "V2.9.4", { at: 101 }),
    sighting(RIGHT, "10.0.0.77", { at: 102 }),
    binding(RIGHT, "10.0.0.77", "arp", { at: 102 }),
    // The same serial again, now by an address alone: it must not glue the halves together.
    identity({ mac: RIGHT, ip: "10.0.0.77" }, "serial", "S C-X4U421302009", { at: 103 }),
  ]);
  const after = devicesOf([...later, ...first], [apart]);
  const half = (mac: string) => after.find((it) => it.interfaces.some((card) => card.mac === mac));
  expect(after).toHaveLength(2);
  expect(after.map(({ id }) => id).sort()).toEqual(halves.map(({ id }) => id).sort());
  expect(half(LEFT)?.fields.firmware?.value).toBe("V2.9.4");
  expect(half(RIGHT)?.fields.firmware).toBeUndefined();
  expect(half(RIGHT)?.interfaces.flatMap((card) => card.addresses.map(({ ip }) => ip))).toContain("10.0.0.77");
  expect(half(LEFT)?.interfaces.flatMap((card) => card.addresses.map(({ ip }) => ip))).not.toContain("10.0.0.77");
});
