import { expect, it } from "vitest";
import { resolve } from "@/lib/domain/identity/resolve";
import { macVendor } from "@/lib/reference/mac-vendor";
import { readPlantFile } from "@/lib/testing/read-plant";
import { pcapFile } from "../capture-files";
import { drawFrom } from "../draw";
import { OUI } from "../hard-cases/case-plant";
import { type Host, Wire } from "../hard-cases/wire";
import { OTHER_OUI } from "./other-makers";

const START_US = Date.UTC(2026, 2, 2, 6) * 1000;
const SERVER: Host = { mac: "00:14:22:00:10:02", ip: "10.1.1.2", ttl: 128 };
const CLIENT: Host = { mac: "00:1b:21:00:10:03", ip: "10.1.1.3", ttl: 128 };
const MAKERS = [...Object.values(OUI), ...Object.values(OTHER_OUI)];
const hex = (value: number) => (value & 255).toString(16).padStart(2, "0");

/** Devices of a capture in which two talk, and many ask the server once by ARP and are answered. */
async function devicesAmong(askers: number, makers: readonly string[]) {
  const wire = new Wire(drawFrom(askers));
  for (const atUs of [START_US, START_US + 900_000_000]) {
    wire.arp(atUs, SERVER, CLIENT);
    wire.tcp(atUs + 1_000, CLIENT, SERVER, 445);
  }
  for (let index = 0; index < askers; index++) {
    const mac = `${makers[index % makers.length]}:5a:${hex(index >> 8)}:${hex(index)}`;
    const ip = `10.1.${2 + (index >> 8)}.${index & 255 || 1}`;
    wire.arp(START_US + 60_000_000 + index * 3_000, { mac, ip, ttl: 64 }, SERVER);
  }
  const bytes = pcapFile(wire.frames.sort((a, b) => a.timeUs - b.timeUs));
  const evidence = await readPlantFile({ path: "flood.pcap", realm: "plant", bytes });
  const { devices } = resolve(evidence, [], { nowUs: START_US * 2, macVendor });
  for (const { mac } of [SERVER, CLIENT])
    expect(devices.some(({ interfaces }) => interfaces.some((card) => card.mac === mac))).toBe(true);
  return devices.length;
}

it("thousands of cards that ask once and are answered are a flood, however many makers' prefixes they borrow", async () => {
  expect(MAKERS.length).toBeGreaterThan(15);
  expect(await devicesAmong(2_600, MAKERS)).toBe(2);
});

it("what is kept of a flood as examples is not believed because the rest was counted and left out", async () => {
  expect(await devicesAmong(2_600, MAKERS.slice(0, 2))).toBe(2);
  expect(await devicesAmong(1_500, MAKERS.slice(0, 1))).toBe(2);
});

it("a plant that was met once is believed", async () => {
  expect(await devicesAmong(900, MAKERS)).toBe(902);
});
