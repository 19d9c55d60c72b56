import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { sayLldp, sayNetbios } from "../../hard-cases/speak";
import type { Host } from "../../hard-cases/wire";
import { binaryInputs, readClasses } from "../../messages/dnp3";
import {
  type CipIdentity,
  moduleIdentity,
  readModuleIdentity,
  registerSession,
  registerSessionAnswer,
} from "../../messages/enip";
import { nmapReport, openPort } from "../nmap-text";
import { OTHER_OUI } from "../other-makers";

const SESSION = 0x5161;

/** One of two adapters is carried from one rack to another: the racks stay two, and the other adapters in them. */
export function adapterCarriedToAnotherRack(plant: CasePlant): void {
  const [left, right] = [plant.segment(), plant.segment()];
  const serials = [0, 1].map(() => 0x70000000 + plant.draw(0x0fffffff));
  const fixed = [left, right].map(({ prefix }) => plant.host(OTHER_OUI.rockwell, `${prefix}.110`, 64));
  const carried = plant.mac(OTHER_OUI.rockwell);
  const ask = (day: number, minute: number, host: Host, at: typeof left, rack: number) => {
    const [wire, time] = [plant.wire(day), plant.at(day, minute)];
    const identity: CipIdentity = {
      ...{ vendorId: 1, deviceType: 14, productCode: 166, revision: [32, 11] as const },
      ...{ serial: serials[rack] as number, productName: "1756-L83E/B" },
    };
    wire.arp(time, at.server, host);
    wire.tcp(time + 1_000_000, at.server, host, 44818, [
      { ask: registerSession(), answer: registerSessionAnswer(SESSION) },
      { ask: readModuleIdentity(SESSION, [1, 0]), answer: moduleIdentity(SESSION, identity) },
    ]);
  };
  for (const day of [0, 1, 2]) {
    for (const [rack, segment] of [left, right].entries()) ask(day, 60 + rack, fixed[rack] as Host, segment, rack);
    const rack = day < 2 ? 0 : 1;
    const segment = rack ? right : left;
    ask(day, 70, { mac: carried, ip: `${segment.prefix}.111`, ttl: 64 }, segment, rack);
  }
  for (const [rack, host] of fixed.entries()) {
    const times = [0, 2].map((day) => ({ ip: host.ip, atUs: plant.at(day, 60 + rack) }));
    plant.claim("adapter-carried-to-another-rack", plant.device("rack"), left.realm, { mac: host.mac }, ...times);
  }
}

/** Two concentrators, each with outstations of the same numbers behind it. */
export function outstationsOfOneNumber(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  for (const index of [0, 1]) {
    const host = plant.host(index ? OTHER_OUI.abb : OUI.schneider, `${prefix}.${80 + index}`, 64);
    const wire = plant.wire(1);
    const at = plant.at(1, 30 + index);
    wire.arp(at, server, host);
    const polls = [10, 11, 12].map((outstation, turn) => ({
      ask: readClasses(outstation, 1, turn),
      answer: binaryInputs(outstation, 1, turn),
    }));
    wire.tcp(at + 1_000_000, server, host, 20000, polls);
    plant.claim("outstations-of-one-number", plant.device("concentrator"), segment.realm, { mac: host.mac });
    for (const outstation of [10, 11, 12]) {
      plant.claim("outstations-of-one-number", plant.device("outstation"), segment.realm, {
        ip: host.ip,
        atUs: at + 1_000_000,
        child: `dnp3 ${outstation}`,
      });
    }
  }
}

/** A panel computer fails; its neighbour from the same pallet gets its image: name, address, everything but the card. */
export function spareWithTheImage(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const ip = `${prefix}.90`;
  const cards = plant.neighbours(OTHER_OUI.intel, 2);
  const devices = [plant.device("panel"), plant.device("panel")];
  for (const [day, index] of [
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 1],
  ] as const) {
    const host: Host = { mac: cards[index] as string, ip, ttl: 128 };
    const at = plant.at(day, 50);
    plant.wire(day).arp(at, server, host);
    plant.wire(day).tcp(at + 1_000_000, server, host, 445);
    sayNetbios(plant.wire(day), at + 2_000_000, host, `LINE${prefix.split(".")[2]}-OP`);
    plant.claim(
      "spare-with-the-image",
      devices[index] as string,
      segment.realm,
      { mac: host.mac },
      { ip, atUs: at + 1_000_000 },
    );
  }
}

/** Boards whose makers left words in place of a serial number. */
export function wordsInPlaceOfASerial(plant: CasePlant): void {
  const words = ["To be filled by O.E.M.", "System Serial Number", "Default string", "Not Specified", "0123456789"];
  const serial = words[plant.draw(words.length)] as string;
  for (let index = 0; index < 3; index++) {
    const segment = plant.segment();
    const host = plant.host(OUI.dell, `${segment.prefix}.95`, 128);
    const [wire, at] = [plant.wire(2), plant.at(2, 60 + index)];
    wire.arp(at, segment.server, host);
    wire.tcp(at + 1_000_000, segment.server, host, 443);
    sayLldp(wire, at + 2_000_000, host, {
      chassisMac: host.mac,
      portName: "eth0",
      systemName: `box-${segment.prefix.split(".")[2]}`,
      systemDescription: "Industrial PC",
      capabilities: 0x80,
      managementIp: host.ip,
      inventory: { manufacturer: "Dell Inc.", model: "Embedded 3000", serial, firmware: "1.0" },
    });
    plant.claim(
      "words-in-place-of-a-serial",
      plant.device("box"),
      segment.realm,
      { mac: host.mac },
      { ip: host.ip, atUs: at + 1_000_000 },
    );
  }
}

/** A scanner in the network itself sees cards; another beyond the router sees addresses; leases change between them. */
export function twoScannersAndAPool(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix } = segment;
  const holders = [0, 1, 2].map((index) => ({
    mac: plant.mac(index ? OUI.schneider : OTHER_OUI.epson),
    device: plant.device("client"),
  }));
  for (const day of [0, 1, 2]) {
    const at = plant.at(day, 130);
    const hosts = holders.map(({ mac }, index) => ({
      ip: `${prefix}.${120 + ((index + day) % 3)}`,
      mac,
      reason: "arp-response",
      ports: openPort(80, "http"),
    }));
    plant.text(`scans/local-${prefix}-${day}.xml`, "scanner", nmapReport(at, hosts, "-sS"));
    const far = hosts.map(({ ip }) => ({ ip, ports: openPort(80, "http") }));
    plant.text(`scans/far-${prefix}-${day}.xml`, "scanner-2", nmapReport(at + 1_200_000_000, far));
    for (const [index, { ip, mac }] of hosts.entries()) {
      const times = [at, at + 1_200_000_000].map((atUs) => ({ ip, atUs }));
      plant.claim("two-scanners-and-a-pool", holders[index]?.device as string, segment.realm, { mac }, ...times);
    }
  }
}
