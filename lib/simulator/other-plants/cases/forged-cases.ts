import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerListIdentity, answerS7, s7Identity, sayLldp } from "../../hard-cases/speak";
import type { Host } from "../../hard-cases/wire";
import type { LldpIdentity } from "../../messages/lldp";
import { OTHER_OUI } from "../other-makers";

/** Somebody sends with a victim's card and address what another victim says of itself, to make one device of both. */
export function framesInAnothersName(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const wire = plant.wire(1);
  const adapters = [0, 1, 2, 3].map((index) => plant.host(OTHER_OUI.rockwell, `${prefix}.${20 + index}`, 64));
  const numbers = adapters.map(() => 0x40000000 + plant.draw(0x0fffffff));
  const adapter = (serial: number) => ({
    vendorId: 1,
    deviceType: 14,
    productCode: 166,
    revision: [20, 12] as const,
    serial,
    productName: "1769-L33ER",
  });
  const controllers = [0, 1].map((index) => plant.host(OUI.siemens, `${prefix}.${40 + index}`, 30));
  const serials = controllers.map(() => plant.serial("S C-"));
  const switches = [0, 1].map((index) => plant.host(OTHER_OUI.hirschmann, `${prefix}.${60 + index}`, 64));
  const announced = switches.map((host, index) => announcement(host, `SW-${prefix.split(".")[2]}-${index}`));
  for (const minute of [30, 200]) {
    adapters.forEach((host, index) => {
      wire.arp(plant.at(1, minute), server, host);
      answerListIdentity(wire, plant.at(1, minute + 1), server, host, adapter(numbers[index] as number));
    });
    controllers.forEach((host, index) => {
      wire.arp(plant.at(1, minute), server, host);
      answerS7(wire, plant.at(1, minute + 2), server, host, s7Identity(serials[index] as string, `W${index}`));
    });
    switches.forEach((host, index) => {
      wire.arp(plant.at(1, minute), server, host);
      sayLldp(wire, plant.at(1, minute + 2), host, announced[index] as LldpIdentity);
    });
  }
  const [a, b, c, d] = adapters as [Host, Host, Host, Host];
  const at = plant.at(1, 120);
  answerListIdentity(wire, at, server, a, adapter(numbers[1] as number));
  // Two that say a third number: each of them has one of its own.
  const third = 0x51000000 + plant.draw(0x00ffffff);
  for (const host of [c, d]) answerListIdentity(wire, at + 1_000_000, server, host, adapter(third));
  answerS7(wire, at + 2_000_000, server, controllers[0] as Host, s7Identity(serials[1] as string, "W1"));
  sayLldp(wire, at + 3_000_000, switches[0] as Host, announced[1] as LldpIdentity);
  // One name and one management address from two that never speak so.
  const common = announcement(b, `CELL-${prefix.split(".")[2]}`);
  for (const host of [a, b]) sayLldp(wire, at + 4_000_000, host, common);
  for (const host of [...adapters, ...controllers, ...switches]) {
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at }];
    plant.claim("frames-in-anothers-name", plant.device("victim"), segment.realm, ...traces);
  }
}

const announcement = (host: Host, systemName: string): LldpIdentity => ({
  chassisMac: host.mac,
  portName: "1",
  systemName,
  systemDescription: "Hirschmann RS20 - SW: L2P-09.0.10",
  capabilities: 0x04,
  managementIp: host.ip,
});

/** Two switches of one multi-chassis domain announce each itself, and both with the domain's card, too. */
export function switchesWithACommonCard(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const [first, second] = plant.neighbours(OUI.cisco, 3).filter((_, index) => index !== 1);
  const domain = `00:23:04:ee:be:${(1 + plant.draw(200)).toString(16).padStart(2, "0")}`;
  for (const day of [0, 1]) {
    const wire = plant.wire(day);
    [first, second].forEach((mac, index) => {
      const host = { mac: mac as string, ip: `${prefix}.${11 + index}`, ttl: 255 };
      const at = plant.at(day, 40 + index);
      wire.arp(at, server, host);
      wire.tcp(at + 1_000_000, server, host, 22);
      const identity = {
        ...announcement(host, `core-${prefix.split(".")[2]}-${index}`),
        systemDescription: "Cisco Nexus Operating System (NX-OS) Software 9.3(8)",
        capabilities: 0x14,
      };
      for (const card of [host.mac, domain]) sayLldp(wire, at + 2_000_000, { ...host, mac: card }, identity);
    });
    wire.arp(plant.at(day, 44), server, { mac: domain, ip: `${prefix}.254`, ttl: 255 });
  }
  [first, second].forEach((mac, index) => {
    const traces = [{ mac }, { ip: `${prefix}.${11 + index}`, atUs: plant.at(1, 42) }];
    plant.claim("switches-with-a-common-card", plant.device("switch"), segment.realm, ...traces);
  });
}

/** A redundant pair with serials of its own, two cards each, and a system address with the group's card in turn. */
export function pairWithASystemAddress(plant: CasePlant): void {
  const [upper, lower] = [plant.segment(), plant.segment()];
  const group = `00:00:5e:00:01:${(1 + plant.draw(200)).toString(16).padStart(2, "0")}`;
  const units = [0, 1].map((index) => ({
    serial: plant.serial("S C-"),
    cards: [upper, lower].map(({ prefix }) => plant.host(OUI.siemens, `${prefix}.${91 + index}`, 64)),
  }));
  for (const day of [0, 1, 2]) {
    const wire = plant.wire(day);
    const identityOf = (serial: string) => ({
      ...s7Identity(serial, `UNIT-${upper.prefix.split(".")[2]}`),
      orderNumber: "6ES7 517-3HP00-0AB0",
      moduleName: "CPU 1517H-3 PN",
    });
    for (const { serial, cards } of units) {
      for (const [index, { server }] of [upper, lower].entries()) {
        const host = cards[index] as Host;
        wire.arp(plant.at(day, 50), server, host);
        answerS7(wire, plant.at(day, 51), server, host, identityOf(serial));
      }
    }
    const primary = units[day % 2] as (typeof units)[number];
    const system = { mac: group, ip: `${upper.prefix}.90`, ttl: 64 };
    wire.arp(plant.at(day, 55), upper.server, system);
    answerS7(wire, plant.at(day, 56), upper.server, system, identityOf(primary.serial));
  }
  for (const { cards } of units) {
    const traces = cards.flatMap(({ mac, ip }) => [{ mac }, { ip, atUs: plant.at(2, 51) }]);
    plant.claim("pair-with-a-system-address", plant.device("cpu"), upper.realm, ...traces);
  }
}

/** What stands in place of a number, on two devices of one make in two networks: nobody else has it. */
export function numbersThatCountUp(plant: CasePlant): void {
  const words = ["123456789ABC", "A1B2C3D4", "SERIAL", "TEST", "undefined", "98765432", "S C-00000001"];
  const numbers = [123_456, 0x01020304, 0xdeadbeef, 0x12345678];
  for (const segment of [plant.segment(), plant.segment()]) {
    const { prefix, server, realm } = segment;
    const wire = plant.wire(2);
    const claim = (host: Host) =>
      plant.claim(
        "numbers-that-count-up",
        plant.device("unit"),
        realm,
        { mac: host.mac },
        {
          ip: host.ip,
          atUs: plant.at(2, 210),
        },
      );
    words.forEach((word, index) => {
      const host = plant.host(OUI.siemensOld, `${prefix}.${20 + index}`, 30);
      wire.arp(plant.at(2, 210), server, host);
      answerS7(wire, plant.at(2, 211), server, host, s7Identity(word, ""));
      claim(host);
    });
    numbers.forEach((serial, index) => {
      const host = plant.host(OTHER_OUI.rockwell, `${prefix}.${60 + index}`, 64);
      wire.arp(plant.at(2, 210), server, host);
      answerListIdentity(wire, plant.at(2, 212), server, host, {
        vendorId: 1,
        deviceType: 12,
        productCode: 200,
        revision: [5, 8],
        serial,
        productName: "1734-AENT/B",
      });
      claim(host);
    });
  }
}
