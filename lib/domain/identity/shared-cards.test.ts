import { describe, expect, it } from "vitest";
import { binding, file, identity, sighting } from "@/lib/testing/builders";
import type { Observation } from "../observation";
import { findHosts } from "./addresses/find-hosts";

const BOX = "00:90:e8:00:00:01";
const [FIRST, SECOND] = ["10.0.0.11", "10.0.0.12"];
const DAY = 1440;

const at = (ip: string, minute: number) => [
  binding(BOX, ip, "arp", { at: minute }),
  sighting(BOX, ip, { at: minute, until: minute + 1 }),
];
const states = (ip: string, serial: string, minute: number, protocol = "s7comm szl 0x001c") =>
  identity({ mac: BOX, ip }, "serial", serial, { at: minute, protocol });
const linksOf = (...files: readonly (readonly Observation[])[]) =>
  findHosts(files.flatMap((it, index) => file(`file-${index}`, it))).map(({ ip, link }) => [ip, link]);
const OWN = [
  [FIRST, "on-link"],
  [SECOND, "on-link"],
];
const BEHIND = [
  [FIRST, "behind-router"],
  [SECOND, "behind-router"],
];

describe("a card with two addresses that state serials", () => {
  const both = [...at(FIRST, 0), ...at(SECOND, 0)];

  it("translates addresses when they state different ones in one protocol at one time", () => {
    expect(linksOf([...both, states(FIRST, "SC-AAA111222", 0), states(SECOND, "SC-BBB111222", 0)])).toEqual(BEHIND);
  });

  it("has both itself when they state one, or what a factory left in place", () => {
    expect(linksOf([...both, states(FIRST, "SC-AAA111222", 0), states(SECOND, "SC-AAA111222", 0)])).toEqual(OWN);
    expect(linksOf([...both, states(FIRST, "00000000", 0), states(SECOND, "TEST", 0)])).toEqual(OWN);
  });

  it("has both itself when they state different ones in two protocols: that of the rack and that of the card", () => {
    const snmp = states(SECOND, "FOX1234X5YZ", 0, "snmp");
    expect(linksOf([...both, states(FIRST, "SC-AAA111222", 0), snmp])).toEqual(OWN);
  });

  it("has both itself when they state different ones on two days, in two files: a device was replaced behind its card", () => {
    const [today, later] = [
      [...at(FIRST, 0), states(FIRST, "SC-AAA111222", 0)],
      [...at(SECOND, 5 * DAY), states(SECOND, "SC-BBB111222", 5 * DAY)],
    ];
    expect(linksOf(today, later)).toEqual(OWN);
  });
});

describe("a card that answers for an address that another one was leased", () => {
  const CLIENT = "00:1b:21:00:00:07";
  const leased = (ip: string, minute: number) => binding(CLIENT, ip, "dhcp", { at: minute });
  const ownersOf = (...files: readonly (readonly Observation[])[]) =>
    findHosts(files.flatMap((it, index) => file(`file-${index}`, it))).map(({ ip, macs }) => [ip, macs]);

  it("is a bridge that puts its card on the wire for its client, when it has an address of its own", () => {
    expect(ownersOf([...at(FIRST, 0), leased(SECOND, 1), ...at(SECOND, 2)])).toEqual([
      [FIRST, [BOX]],
      [SECOND, [CLIENT]],
    ]);
  });

  it("has the address, too, when it has no other: somebody takes what was leased to another", () => {
    expect(ownersOf([leased(SECOND, 1), ...at(SECOND, 2)])).toEqual([[SECOND, [CLIENT, BOX]]]);
  });

  it("has it, too, when the other one speaks from it, when it was leased it itself, or on another day", () => {
    const both = [SECOND, [CLIENT, BOX]];
    const spoken = sighting(CLIENT, SECOND, { at: 1 });
    expect(ownersOf([...at(FIRST, 0), leased(SECOND, 1), spoken, ...at(SECOND, 2)])).toContainEqual(both);
    const itself = binding(BOX, SECOND, "dhcp", { at: 2 });
    expect(ownersOf([...at(FIRST, 0), leased(SECOND, 1), itself, ...at(SECOND, 2)])).toContainEqual(both);
    const later = [...at(FIRST, 3 * DAY), ...at(SECOND, 3 * DAY)];
    expect(ownersOf([leased(SECOND, 1)], later)).toContainEqual(both);
  });
});
