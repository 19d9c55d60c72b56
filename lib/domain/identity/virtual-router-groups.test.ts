import { describe, expect, it } from "vitest";
import { binding, decision, file, identity, ipOf, minute, sighting } from "@/lib/testing/builders";
import type { Decision } from "../device/decision";
import type { Inventory } from "../device/device";
import type { Evidence } from "../observation";
import { resolve } from "./resolve";

const inventoryOf = (evidence: readonly Evidence[], decisions: readonly Decision[] = []): Inventory =>
  resolve(evidence, decisions, { nowUs: minute(200_000), macVendor: () => null });
const addressesOf = ({ devices }: Inventory) =>
  devices.map((device) => device.interfaces.flatMap((it) => it.addresses.map(({ ip }) => ip)).sort()).sort();

/** VRRP group 1, of which every network of a plant may have one. */
const GROUP_1 = "00:00:5e:00:01:01";
const gatewayAt = (ip: string, at = 0) => [
  sighting(GROUP_1, ip, { ttl: 255, at, until: at + 1 }),
  binding(GROUP_1, ip, "arp", { at, until: at + 1 }),
];

describe("groups of virtual routers", () => {
  it("keeps the gateways of two networks apart that have the number of their group in common", () => {
    const inventory = inventoryOf(file("a", [...gatewayAt("10.1.0.254"), ...gatewayAt("10.2.0.254", 60)]));
    expect(addressesOf(inventory)).toEqual([["10.1.0.254"], ["10.2.0.254"]]);
    expect(inventory.devices.map(({ identifiers }) => identifiers)).toEqual(
      expect.arrayContaining([[ipOf("10.1.0.254")], [ipOf("10.2.0.254")]]),
    );
    for (const { joins, interfaces } of inventory.devices) {
      expect(joins).toHaveLength(1);
      expect(interfaces[0]?.macKind).toBe("virtual-router");
    }
  });

  it("keeps the ids of the gateways when another network with that group is met", () => {
    const alone = inventoryOf(file("a", gatewayAt("10.1.0.254")));
    const together = inventoryOf([...file("a", gatewayAt("10.1.0.254")), ...file("b", gatewayAt("10.0.0.254", 60))]);
    expect(together.devices.map(({ id }) => id)).toContain(alone.devices[0]?.id);
    expect(together.devices).toHaveLength(2);
  });

  it("shows the gateways of thirty networks, each with the group's card", () => {
    const ips = Array.from({ length: 30 }, (_, index) => `10.1.${index}.254`);
    const inventory = inventoryOf(
      file(
        "a",
        ips.flatMap((ip) => gatewayAt(ip)),
      ),
    );
    expect(addressesOf(inventory)).toEqual(ips.map((ip) => [ip]).sort());
    for (const { interfaces } of inventory.devices) expect(interfaces[0]?.mac).toBe(GROUP_1);
  });

  it("leaves the addresses of one group in one network one device, of both families", () => {
    const inventory = inventoryOf(
      file("a", [...gatewayAt("10.1.0.254"), ...gatewayAt("10.1.0.253"), ...gatewayAt("2001:db8:1::1")]),
    );
    expect(addressesOf(inventory)).toEqual([["10.1.0.253", "10.1.0.254", "2001:db8:1::1"]]);
  });

  it("lets a person join the gateways of two networks, and split them again", () => {
    const evidence = file("a", [...gatewayAt("10.1.0.254"), ...gatewayAt("10.2.0.254", 60)]);
    const said = { anchor: ipOf("10.1.0.254"), other: ipOf("10.2.0.254") };
    const merged = decision({ ...said, kind: "merge" }, { id: "d1", at: 100 });
    expect(addressesOf(inventoryOf(evidence, [merged]))).toEqual([["10.1.0.254", "10.2.0.254"]]);
    const split = decision({ ...said, kind: "forbid-merge" }, { id: "d2", at: 200 });
    expect(addressesOf(inventoryOf(evidence, [merged, split]))).toEqual([["10.1.0.254"], ["10.2.0.254"]]);
  });

  it("lets pairs of two networks have the number of their group in common, whose members state serials", () => {
    const [a, b] = ["00:1b:1b:00:00:0a", "00:1b:1b:00:01:0b"];
    const states = (mac: string, ip: string, serial: string) =>
      identity({ mac, ip }, "serial", serial, { at: 0, protocol: "s7comm szl 0x001c" });
    const unit = (mac: string, ip: string, serial: string) => [
      sighting(mac, ip),
      binding(mac, ip, "arp"),
      states(mac, ip, serial),
    ];
    const inventory = inventoryOf(
      file("a", [
        ...gatewayAt("10.1.0.90"),
        ...gatewayAt("10.2.0.90"),
        ...unit(a, "10.1.0.91", "SC-AAA111222"),
        ...unit(b, "10.2.0.91", "SC-BBB111222"),
        states(GROUP_1, "10.1.0.90", "SC-AAA111222"),
        states(GROUP_1, "10.2.0.90", "SC-BBB111222"),
      ]),
    );
    expect(addressesOf(inventory)).toEqual([["10.1.0.90"], ["10.1.0.91"], ["10.2.0.90"], ["10.2.0.91"]]);
    for (const { conflicts, interfaces } of inventory.devices) {
      expect(conflicts).toEqual([]);
      expect(interfaces[0]?.mac).not.toBeNull();
    }
  });

  it("says of two networks' gateways that neither holds the other's address", () => {
    const inventory = inventoryOf(file("a", [...gatewayAt("10.1.0.254"), ...gatewayAt("10.2.0.254", 60)]));
    expect(inventory.devices.flatMap(({ conflicts }) => conflicts)).toEqual([]);
  });
});
