import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import {
  answerDcp,
  answerListIdentity,
  answerS7,
  lease,
  s7Identity,
  sayLldp,
  sayNetbios,
} from "../../hard-cases/speak";
import type { Host } from "../../hard-cases/wire";
import {
  type CipIdentity,
  moduleIdentity,
  readModuleIdentity,
  registerSession,
  registerSessionAnswer,
} from "../../messages/enip";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

const module = (deviceType: number, productName: string, serial: number): CipIdentity => ({
  vendorId: 1,
  deviceType,
  productCode: 166,
  revision: [10, 10],
  serial,
  productName,
});

/** Two racks from one pallet, three Ethernet modules in each; one of them fails, and its successor has its address. */
export function rackOfThreeModules(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const cards = plant.neighbours(OTHER_OUI.rockwell, 7);
  const number = () => 0x20000000 + plant.draw(0x0fffffff);
  const racks = [0, 1].map((index) => ({
    device: plant.device("rack"),
    cpu: module(14, "1756-L83E/B", number()),
    modules: [0, 1, 2].map((slot) => ({
      mac: cards[index + slot * 2] as string,
      ip: `${prefix}.${20 + index * 10 + slot}`,
      serial: number(),
    })),
  }));
  const spare = { mac: cards[6] as string, serial: number() };
  for (const day of [0, 1, 2]) {
    const wire = plant.wire(day);
    for (const [index, rack] of racks.entries()) {
      for (const [slot, it] of rack.modules.entries()) {
        const isNew = index === 0 && slot === 1 && day > 0;
        const { mac, serial } = isNew ? spare : it;
        const host: Host = { mac, ip: it.ip, ttl: 64 };
        const at = plant.at(day, 40 + index * 4 + slot);
        wire.arp(at, server, host);
        answerListIdentity(wire, at + 1_000_000, server, host, module(12, "1756-EN2T/D", serial));
        wire.tcp(at + 2_000_000, server, host, 44818, [
          { ask: registerSession(), answer: registerSessionAnswer(0x11223344) },
          { ask: readModuleIdentity(0x11223344, [1, 0]), answer: moduleIdentity(0x11223344, rack.cpu) },
        ]);
        plant.claim("rack-of-three-modules", rack.device, realm, { mac }, { ip: host.ip, atUs: at + 1_000_000 });
      }
    }
  }
}

/** An I/O device with two ports fails; the next one of its carton gets its name and address by the neighbours' word. */
export function spareOfTheSameCarton(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const cards = plant.neighbours(OUI.siemens, 6);
  const name = `io-${prefix.split(".")[2]}-${plant.draw(90)}`;
  for (const turn of [0, 1]) {
    const [own, first, second] = cards.slice(turn * 3, turn * 3 + 3) as [string, string, string];
    const device = plant.device("io");
    const host: Host = { mac: own, ip: `${prefix}.${60}`, ttl: 64 };
    for (const day of turn ? [2] : [0, 1]) {
      const wire = plant.wire(day);
      const at = plant.at(day, 30);
      answerDcp(wire, at, server, host, name, "ET200SP");
      wire.arp(at + 1_000_000, server, host);
      wire.tcp(at + 2_000_000, server, host, 80);
      for (const [index, mac] of [first, second].entries()) {
        sayLldp(
          wire,
          at + 3_000_000 + index,
          { ...host, mac },
          {
            chassisMac: own,
            portName: `port-00${index + 1}`,
            systemName: name,
            systemDescription: "Siemens, SIMATIC NET, ET200SP",
            capabilities: 0x80,
            managementIp: host.ip,
          },
        );
      }
      plant.claim("spare-of-the-same-carton", device, realm, { mac: own }, { ip: host.ip, atUs: at + 2_000_000 });
    }
    plant.claim("spare-of-the-same-carton", device, realm, { mac: first }, { mac: second });
  }
}

/** A switch is given its name and starts anew: ports that nobody had plugged before say the new one alone. */
export function switchGivenItsName(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const own = plant.host(OTHER_OUI.hirschmann, `${prefix}.7`, 64);
  const far = Array.from({ length: 4 }, () => plant.mac(OTHER_OUI.hirschmann));
  const ports = [own.mac, ...far];
  const wire = plant.wire(1);
  const at = plant.at(1, 70);
  wire.arp(at, server, own);
  wire.tcp(at + 1_000_000, server, own, 443);
  // Every 30 s; the name is changed after ten minutes, and two more ports are plugged in.
  for (let round = 0; round < 30; round++) {
    for (const [index, mac] of ports.entries()) {
      if (round < 20 && index > 2) continue;
      sayLldp(
        wire,
        at + round * 30_000_000 + index * 1_000_000,
        { ...own, mac },
        {
          chassisMac: own.mac,
          portName: `1/${index + 1}`,
          systemName: round < 20 ? `RS-${own.mac.slice(9).replaceAll(":", "")}` : `SW-CELL-${prefix.split(".")[2]}`,
          systemDescription: "Hirschmann Railswitch",
          capabilities: 0x04,
          managementIp: own.ip,
        },
      );
    }
  }
  const traces = [...ports.map((mac) => ({ mac })), { ip: own.ip, atUs: at + 1_000_000 }];
  plant.claim("switch-given-its-name", plant.device("switch"), realm, ...traces);
}

/** Three drives pass their addresses round within a day; a log of the same day knows addresses alone. */
export function addressesPassedRound(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const drives = [OTHER_OUI.abb, OTHER_OUI.wago, OTHER_OUI.omron].map((oui) => ({
    mac: plant.mac(oui),
    device: plant.device("drive"),
  }));
  const wire = plant.wire(1);
  const rows: (readonly [number, string, string, number])[] = [];
  for (const turn of [0, 1, 2]) {
    for (const [index, { mac, device }] of drives.entries()) {
      const host: Host = { mac, ip: `${prefix}.${30 + ((index + turn) % 3)}`, ttl: 64 };
      for (const minute of [0, 30]) {
        const at = plant.at(1, 60 + turn * 180 + minute + index);
        wire.arp(at, server, host);
        wire.tcp(at + 1_000_000, server, host, 502);
        rows.push([at + 60_000_000, server.ip, host.ip, 502]);
        const times = [at + 1_000_000, at + 60_000_000].map((atUs) => ({ ip: host.ip, atUs }));
        plant.claim("addresses-passed-round", device, realm, { mac }, ...times);
      }
    }
  }
  plant.text(`zeek/round-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}

/** Panels start over the network: each holds three leases within minutes, under three names, and the next one gets them. */
export function panelsThatStartOverTheNetwork(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm, router } = segment;
  for (let index = 0; index < 4; index++) {
    const mac = plant.mac([OUI.hp, OUI.dell][index % 2] as string);
    const device = plant.device("panel");
    const start = plant.at(1, 30 + index * 20);
    for (const [step, name] of ["", "MINWINPC", `HMI-${prefix.split(".")[2]}-${index}`].entries()) {
      const host: Host = { mac, ip: `${prefix}.${100 + ((index + step) % 4)}`, ttl: 128 };
      const at = start + step * 180_000_000;
      lease(plant.wire(1), at, host, router, name);
      plant.wire(1).arp(at + 1_000_000, host, server);
      plant.wire(1).tcp(at + 2_000_000, host, server, step === 2 ? 445 : 80);
      if (step === 2) sayNetbios(plant.wire(1), at + 3_000_000, host, name);
      const traces = [{ mac }, { ip: host.ip, atUs: at + 2_000_000 }];
      plant.claim("panels-that-start-over-the-network", device, realm, ...traces);
    }
  }
}

/** The clock of one sensor is ten years behind; laptops change their leases day by day before it and the other one. */
export function leasesUnderAWrongClock(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm, router } = segment;
  const laptops = [0, 1, 2].map((index) => ({
    mac: plant.mac(OTHER_OUI.intel),
    name: `WS-${prefix.split(".")[2]}-${index}`,
  }));
  const devices = laptops.map(() => plant.device("laptop"));
  for (const day of [0, 1, 2]) {
    for (const [index, { mac, name }] of laptops.entries()) {
      const host: Host = { mac, ip: `${prefix}.${150 + ((index + day) % 3)}`, ttl: 128 };
      for (const [sensor, shiftUs] of [
        ["core", 0],
        ["behind", -3_652 * 86_400_000_000],
      ] as const) {
        const at = plant.at(day, 50 + index) + shiftUs;
        const wire = plant.wire(day, sensor);
        lease(wire, at, host, router, name);
        wire.arp(at + 1_000_000, host, server);
        wire.tcp(at + 2_000_000, host, server, 445);
        const traces = [{ mac }, { ip: host.ip, atUs: at + 2_000_000 }];
        plant.claim("leases-under-a-wrong-clock", devices[index] as string, realm, ...traces);
      }
    }
  }
}

/** Two servers answer for one address of a service, each in its own network, beside an address of their own. */
export function oneServiceAddressAtTwoServers(plant: CasePlant): void {
  const cards = plant.neighbours(OUI.dell, 2);
  const service = `10.253.${plant.draw(250)}.53`;
  for (const [index, mac] of cards.entries()) {
    const { prefix, server, realm } = plant.segment();
    const host: Host = { mac, ip: `${prefix}.53`, ttl: 64 };
    const wire = plant.wire(1);
    for (const minute of [30, 45, 160]) {
      const at = plant.at(1, minute + index);
      wire.arp(at, server, host);
      wire.tcp(at + 1_000_000, server, host, 22);
      wire.tcp(at + 2_000_000, server, { ...host, ip: service }, 53);
      sayNetbios(wire, at + 3_000_000, host, `NS${index}-${prefix.split(".")[2]}`);
    }
    const traces = [{ mac }, { ip: host.ip, atUs: plant.at(1, 46) }];
    plant.claim("one-service-address-at-two-servers", plant.device("server"), realm, ...traces);
  }
}

/** A controller is carried from one cell to another: other realm, other address and name, the same card and serial. */
export function controllerCarriedToAnotherCell(plant: CasePlant): void {
  const serial = plant.serial("S C-");
  const mac = plant.mac(OUI.siemens);
  const device = plant.device("plc");
  for (const [day, realm] of [
    [0, "cell-a"],
    [2, "cell-b"],
  ] as const) {
    const { prefix, server } = plant.segment(realm);
    const host: Host = { mac, ip: `${prefix}.33`, ttl: 30 };
    const wire = plant.wire(day, "cell", realm);
    const at = plant.at(day, 80);
    wire.arp(at, server, host);
    answerS7(wire, at + 1_000_000, server, host, s7Identity(serial, `station-${prefix}`));
    const traces = [{ mac }, { ip: host.ip, atUs: at + 1_000_000 }];
    plant.claim("controller-carried-to-another-cell", device, realm, ...traces);
  }
  plant.claim("controller-carried-to-another-cell", device, "cell-b", { serial });
}
