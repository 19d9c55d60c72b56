import { describe, expect, it } from "vitest";
import { binding, file, identity, minute, sighting } from "@/lib/testing/builders";
import type { Evidence } from "../../observation";
import { resolve } from "../resolve";

const CARD = "00:1b:1b:00:00:10";
const IP = "10.0.0.5";
const DAY = 1440;
const devicesOf = (evidence: readonly Evidence[]) =>
  resolve(evidence, [], { nowUs: minute(90_000), macVendor: () => "Siemens" }).devices;

const heard = file("wire", [
  binding(CARD, IP, "arp", { at: 0, until: 60 }),
  sighting(CARD, IP, { at: 0, until: 60 }),
  identity({ mac: CARD, ip: IP }, "vendor", "Siemens", { at: 5 }),
  identity({ mac: CARD, ip: IP }, "serial", "S C-OLD42130", { at: 5 }),
]);
/** A scanner that knows the address alone. */
const scanned = (serial: string, at: number) =>
  file("scan", [
    sighting(null, IP, { at, method: "active", protocol: "nmap" }),
    identity({ ip: IP }, "vendor", "Siemens", { at, method: "active", protocol: "nmap s7-info" }),
    identity({ ip: IP }, "serial", serial, { at, method: "active", protocol: "nmap s7-info" }),
  ]);

describe("a serial that is stated at an address", () => {
  it("is the card's that states it, and makes the lease last until then", () => {
    const [device, ...others] = devicesOf([...heard, ...scanned("S C-OLD42130", 2 * DAY)]);
    expect(others).toEqual([]);
    expect(device?.interfaces[0]?.addresses).toMatchObject([{ ip: IP, fromUs: minute(0), toUs: minute(2 * DAY) }]);
  });

  it("is a successor's when the card has another, and the successor replaces it", () => {
    const devices = devicesOf([...heard, ...scanned("S C-NEW77777", 2 * DAY)]);
    expect(devices).toHaveLength(2);
    const old = devices.find(({ interfaces }) => interfaces[0]?.mac === CARD);
    const successor = devices.find((it) => it !== old);
    expect(old?.conflicts).toEqual([]);
    expect(successor?.replaces).toBe(old?.id);
    expect(successor?.fields.serial?.value).toBe("S C-NEW77777");
  });

  it("is a predecessor's when the card has another and came later", () => {
    const devices = devicesOf([...heard, ...scanned("S C-NEW77777", -2 * DAY)]);
    const card = devices.find(({ interfaces }) => interfaces[0]?.mac === CARD);
    expect(card?.replaces).toBe(devices.find((it) => it !== card)?.id);
  });

  it("does not part a device that has another number for its management", () => {
    const management = file("scan", [
      identity({ ip: IP }, "serial", "FOX1234X5YZ", { at: DAY, method: "active", protocol: "nmap snmp-sysdescr" }),
    ]);
    expect(devicesOf([...heard, ...management])).toHaveLength(1);
  });
});
