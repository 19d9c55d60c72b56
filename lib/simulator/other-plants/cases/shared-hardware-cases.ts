import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, lease, s7Identity, sayLldp, sayMdns, sayNetbios } from "../../hard-cases/speak";
import type { Host } from "../../hard-cases/wire";
import { deviceIdentification, readDeviceIdentification } from "../../messages/modbus";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

/** Two computers swap their USB adapters at noon; each has a built-in card in the office, and says its name on both. */
export function adaptersSwappedAtNoon(plant: CasePlant): void {
  const [floor, office] = [plant.segment(), plant.segment()];
  const third = floor.prefix.split(".")[2];
  const adapters = [0, 1].map(() => ({ mac: plant.mac(OTHER_OUI.intel), device: plant.device("adapter") }));
  const computers = [0, 1].map((index) => ({
    name: `SERVICE${third}-${index}`,
    card: plant.host(OUI.dell, `${office.prefix}.${60 + index}`),
    device: plant.device("computer"),
  }));
  for (const [index, { name, card, device }] of computers.entries()) {
    for (const [half, minute] of [40, 340].entries()) {
      const adapter = adapters[(index + half) % 2] as (typeof adapters)[number];
      const plugged: Host = { mac: adapter.mac, ip: `${floor.prefix}.${60 + index}`, ttl: 128 };
      const [wire, at] = [plant.wire(1), plant.at(1, minute + index)];
      for (const [host, place] of [
        [card, office],
        [plugged, floor],
      ] as const) {
        lease(wire, at, host, place.router, name);
        wire.arp(at + 1_000_000, place.server, host);
        wire.tcp(at + 2_000_000, place.server, host, 445);
        sayNetbios(wire, at + 3_000_000, host, name);
      }
      const held = { ip: plugged.ip, atUs: at + 2_000_000 };
      plant.claim("adapters-swapped-at-noon", adapter.device, floor.realm, { mac: adapter.mac }, held);
    }
    plant.claim("adapters-swapped-at-noon", device, office.realm, { mac: card.mac });
  }
}

/** A console server with one card and an address and a name for each of two desks. */
export function consoleOfTwoDesks(plant: CasePlant): void {
  const { prefix, server, realm } = plant.segment();
  const device = plant.device("console");
  const mac = plant.mac(OTHER_OUI.wago);
  for (const [index, desk] of ["north", "south"].entries()) {
    const host: Host = { mac, ip: `${prefix}.${64 + index}`, ttl: 64 };
    for (const minute of [20, 260]) {
      const [wire, at] = [plant.wire(0), plant.at(0, minute + index)];
      wire.arp(at, server, host);
      wire.tcp(at + 1_000_000, server, host, 443);
      sayMdns(wire, at + 2_000_000, host, `desk-${desk}-${prefix.split(".")[2]}`);
      plant.claim("console-of-two-desks", device, realm, { ip: host.ip, atUs: at + 1_000_000 });
    }
  }
  plant.claim("console-of-two-desks", device, realm, { mac });
}

/** A controller with an interface in each of two networks fails; the next one has its addresses and names, other cards and serial. */
export function controllerOfTwoNetworksReplaced(plant: CasePlant): void {
  const places = [plant.segment(), plant.segment()];
  const third = places[0]?.prefix.split(".")[2];
  for (const days of [
    [0, 1],
    [2, 3],
  ]) {
    const cards = plant.neighbours(OUI.siemens, 2);
    const [serial, device] = [plant.serial("S C-"), plant.device("plc")];
    for (const day of days) {
      for (const [index, place] of places.entries()) {
        const host: Host = { mac: cards[index] as string, ip: `${place.prefix}.70`, ttl: 64 };
        const [wire, at] = [plant.wire(day), plant.at(day, 90 + index)];
        wire.arp(at, place.server, host);
        answerS7(wire, at + 1_000_000, place.server, host, s7Identity(serial, `kiln-${third}`));
        const held = { ip: host.ip, atUs: at + 1_000_000 };
        plant.claim("controller-of-two-networks-replaced", device, place.realm, { mac: host.mac }, held, { serial });
      }
    }
  }
}

/** Three gateways of one make have units of the same numbers that say the same of themselves. */
export function unitsOfThreeGateways(plant: CasePlant): void {
  const { prefix, server, realm } = plant.segment();
  const wire = plant.wire(2);
  for (let index = 0; index < 3; index++) {
    const gateway = plant.host(OUI.moxa, `${prefix}.${74 + index}`, 64);
    const at = plant.at(2, 130 + index);
    wire.arp(at, server, gateway);
    wire.tcp(
      at + 1_000_000,
      server,
      gateway,
      502,
      [1, 2, 3].map((unit) => ({
        ask: readDeviceIdentification(unit, unit),
        answer: deviceIdentification(unit, unit, "Schneider Electric", "PM5560", "V2.4.1"),
      })),
    );
    const traces = [{ mac: gateway.mac }, { ip: gateway.ip, atUs: at + 1_000_000 }];
    plant.claim("units-of-three-gateways", plant.device("gateway"), realm, ...traces);
    for (const unit of [1, 2, 3]) {
      const trace = { ip: gateway.ip, atUs: at + 1_000_000, child: `modbus unit ${unit}` };
      plant.claim("units-of-three-gateways", plant.device("meter"), realm, trace);
    }
  }
}

/** A computer of another maker says the name of a server beside one of the server's two cards: the server stays one. */
export function nameOfAServerIsTaken(plant: CasePlant): void {
  const places = [plant.segment(), plant.segment()];
  const third = places[0]?.prefix.split(".")[2];
  const [ports, server, other] = [plant.neighbours(OUI.hp, 2), plant.device("server"), plant.device("thief")];
  const thief = plant.host(OTHER_OUI.intel, `${places[1]?.prefix}.81`);
  const hosts = places.map(
    ({ prefix }, index): Host => ({ mac: ports[index] as string, ip: `${prefix}.80`, ttl: 128 }),
  );
  for (const day of [0, 1]) {
    for (const [index, host] of [...hosts, thief].entries()) {
      const place = places[Math.min(index, 1)] as (typeof places)[number];
      const [wire, at] = [plant.wire(day), plant.at(day, 150 + index)];
      wire.arp(at, place.server, host);
      wire.tcp(at + 1_000_000, place.server, host, 445);
      sayNetbios(wire, at + 2_000_000, host, `BATCH${third}`);
      const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 }];
      plant.claim("name-of-a-server-is-taken", index < 2 ? server : other, place.realm, ...traces);
    }
  }
}

/** A drive is given a panel's address by mistake, and its own one minutes later; logs speak of the address all day. */
export function addressGivenByMistake(plant: CasePlant): void {
  const { prefix, server, realm } = plant.segment();
  const panel = plant.host(OUI.dell, `${prefix}.84`);
  const drive = plant.mac(OUI.siemensOld);
  const devices = [plant.device("panel"), plant.device("drive")] as const;
  const wire = plant.wire(1);
  for (const minute of [30, 190, 400]) {
    const at = plant.at(1, minute);
    wire.arp(at, server, panel);
    wire.tcp(at + 1_000_000, server, panel, 445);
    sayNetbios(wire, at + 2_000_000, panel, `PANEL${prefix.split(".")[2]}`);
    plant.claim("address-given-by-mistake", devices[0], realm, { ip: panel.ip, atUs: at + 1_000_000 });
  }
  const wrong: Host = { mac: drive, ip: panel.ip, ttl: 64 };
  wire.arp(plant.at(1, 200), server, wrong);
  wire.tcp(plant.at(1, 200) + 30_000_000, server, wrong, 102);
  for (const minute of [206, 410]) {
    const right: Host = { mac: drive, ip: `${prefix}.85`, ttl: 64 };
    const at = plant.at(1, minute);
    wire.arp(at, server, right);
    wire.tcp(at + 1_000_000, server, right, 102);
    plant.claim("address-given-by-mistake", devices[1], realm, { ip: right.ip, atUs: at + 1_000_000 });
  }
  const rows = [35, 405].map((minute) => [plant.at(1, minute), server.ip, panel.ip, 445] as const);
  plant.text(`zeek/mistake-${prefix}/conn.log`, "zeek", zeekConnections(rows));
  plant.claim(
    "address-given-by-mistake",
    devices[0],
    realm,
    { mac: panel.mac },
    { ip: panel.ip, atUs: rows[1]?.[0] as number },
  );
  plant.claim("address-given-by-mistake", devices[1], realm, { mac: drive });
}

/** A router has the card of a computer on its outer port, where the provider asks for it: both are there at once, in two realms. */
export function cardOfAComputerOnARouter(plant: CasePlant): void {
  const [inside, outside] = [plant.segment(), plant.segment("uplink")];
  const mac = plant.mac(OUI.dell);
  const computer: Host = { mac, ip: `${inside.prefix}.88`, ttl: 128 };
  const router: Host = { mac, ip: `${outside.prefix}.88`, ttl: 64 };
  for (const minute of [50, 110, 170]) {
    const at = plant.at(2, minute);
    const wires = [plant.wire(2), plant.wire(2, "core", "uplink")] as const;
    for (const [index, host] of [computer, router].entries()) {
      const [wire, place] = [wires[index] as (typeof wires)[0], [inside, outside][index] as typeof inside];
      wire.arp(at + index, place.server, host);
      wire.tcp(at + 1_000_000, place.server, host, 443);
    }
    sayNetbios(wires[0], at + 2_000_000, computer, `OFFICE${inside.prefix.split(".")[2]}`);
    sayMdns(wires[1], at + 2_000_000, router, `fritz-${outside.prefix.split(".")[2]}`);
  }
  plant.claim("card-of-a-computer-on-a-router", plant.device("computer"), inside.realm, { mac });
  plant.claim("card-of-a-computer-on-a-router", plant.device("router"), outside.realm, { mac });
}

/** Ports of a switch are plugged in one after the other, on days that no other port was heard. */
export function portsHeardOneByOne(plant: CasePlant): void {
  const { prefix, server, realm } = plant.segment();
  const ports = plant.neighbours(OTHER_OUI.hirschmann, 4);
  const device = plant.device("switch");
  const own: Host = { mac: ports[0] as string, ip: `${prefix}.92`, ttl: 64 };
  for (let day = 0; day < 4; day++) {
    const [wire, at] = [plant.wire(day), plant.at(day, 210)];
    wire.arp(at, server, own);
    wire.tcp(at + 1_000_000, server, own, 443);
    for (let beat = 0; beat < 3; beat++)
      sayLldp(
        wire,
        at + 2_000_000 + beat * 30_000_000,
        { mac: ports[day] as string, ip: "", ttl: 0 },
        {
          chassisMac: own.mac,
          portName: `1/${day}`,
          systemName: `hall-${prefix.split(".")[2]}`,
          systemDescription: "Hirschmann MACH",
          capabilities: 0x04,
          managementIp: own.ip,
        },
      );
    plant.claim("ports-heard-one-by-one", device, realm, { mac: ports[day] as string });
  }
  plant.claim("ports-heard-one-by-one", device, realm, { ip: own.ip, atUs: plant.at(2, 211) });
}
