import { pcapFile } from "../../capture-files";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerDcp, answerS7, lease, s7Identity, sayLldp, sayMdns, sayNetbios } from "../../hard-cases/speak";
import { type Host, Wire } from "../../hard-cases/wire";
import {
  type CipIdentity,
  moduleIdentity,
  readModuleIdentity,
  registerSession,
  registerSessionAnswer,
} from "../../messages/enip";
import { snmpGetSystem, snmpSystem } from "../../messages/management";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections, zeekLeases } from "../zeek-text";

/** A laptop in three realms: its short name in one, its full one in another, in the third nothing but its card. */
export function laptopWithTwoNames(plant: CasePlant): void {
  const mac = plant.mac(OUI.intel);
  const short = `FIELD-${plant.draw(10_000)}`;
  const device = plant.device("laptop");
  for (const [day, realm, name] of [
    [0, "plant", short],
    [1, "hall-7", `${short.toLowerCase()}.corp.example`],
    [3, "hall-8", short],
  ] as const) {
    const segment = plant.segment(realm);
    const wire = plant.wire(day, "core", realm);
    const host: Host = { mac, ip: `${segment.prefix}.205`, ttl: 128 };
    const at = plant.at(day, 190);
    lease(wire, at, host, segment.router, name);
    wire.arp(at + 1_000_000, host, segment.server);
    wire.tcp(at + 3_000_000, host, segment.server, 445);
    plant.claim("laptop-with-two-names", device, realm, { mac }, { ip: host.ip, atUs: at + 3_000_000 });
  }
}

/** The same card in three realms; in one of them it says no name. Where it says one, it is known. */
export function laptopThatSaysNothing(plant: CasePlant): void {
  const mac = plant.mac(OTHER_OUI.intel);
  const [device, other] = [plant.device("laptop"), plant.device("card")];
  for (const [day, realm] of [
    [0, "plant"],
    [1, "hall-7"],
    [2, "hall-9"],
  ] as const) {
    const segment = plant.segment(realm);
    const wire = plant.wire(day, "core", realm);
    const host: Host = { mac, ip: `${segment.prefix}.206`, ttl: 128 };
    const at = plant.at(day, 195);
    wire.arp(at + 1_000_000, host, segment.server);
    wire.tcp(at + 3_000_000, host, segment.server, 445);
    if (day < 2) sayNetbios(wire, at + 4_000_000, host, "TECH-NB-4");
    plant.claim(
      "laptop-that-says-nothing",
      day < 2 ? device : other,
      realm,
      { mac },
      { ip: host.ip, atUs: at + 3_000_000 },
    );
  }
}

/** A sensor starts in 1970 and is set right while it listens; leases change hands on the days before and after. */
export function clockSetWhileListening(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, router, server } = segment;
  const ip = `${prefix}.70`;
  const laptops = [0, 1].map((index) => ({
    mac: plant.mac(OUI.hp),
    name: `CLK-${prefix.split(".")[2]}-${index}`,
    device: plant.device("laptop"),
  }));
  const rows: (readonly [number, string, string, number])[] = [];
  for (const day of [0, 1, 2, 3]) {
    const holder = laptops[day % 2] as (typeof laptops)[number];
    const host: Host = { mac: holder.mac, ip, ttl: 128 };
    const isFresh = day === 1;
    const wire = isFresh ? new Wire(plant.draw) : plant.wire(day);
    const at = plant.at(day, 100);
    const bootUs = 90_000_000;
    if (isFresh) {
      lease(wire, bootUs, host, router, holder.name);
      wire.arp(bootUs + 1_000_000, host, server);
      wire.tcp(bootUs + 2_000_000, host, server, 445);
    } else lease(wire, at, host, router, holder.name);
    wire.arp(at + 1_000_000, host, server);
    wire.tcp(at + 2_000_000, host, server, 445);
    sayNetbios(wire, at + 3_000_000, host, holder.name);
    if (isFresh) plant.binary(`captures/fresh-sensor-${prefix}.pcap`, "fresh", pcapFile(wire.frames));
    rows.push([at + 1_800_000_000, ip, server.ip, 443]);
    const times = [at + 2_000_000, at + 1_800_000_000].map((atUs) => ({ ip, atUs }));
    plant.claim("clock-set-while-listening", holder.device, segment.realm, { mac: holder.mac }, ...times);
  }
  plant.text(`zeek/clock-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}

/** Copies of one virtual machine in one network, each with a card of its own, and all with the image's serial. */
export function clonesWithOneSerial(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const wire = plant.wire(0);
  const serial = `VMware-56 4d ${[0, 0, 0, 0, 0, 0].map(() => plant.draw(256).toString(16).padStart(2, "0")).join(" ")}`;
  for (let index = 0; index < 3; index++) {
    const host = plant.host(OTHER_OUI.vmware, `${prefix}.${80 + index}`, 64);
    for (const minute of [30, 230]) {
      const at = plant.at(0, minute + index);
      wire.arp(at, server, host);
      wire.tcp(at + 1_000_000, server, host, 22);
      sayLldp(wire, at + 2_000_000, host, {
        chassisMac: host.mac,
        portName: "eth0",
        systemName: "template",
        systemDescription: "Ubuntu 22.04",
        capabilities: 0x80,
        managementIp: host.ip,
        inventory: { manufacturer: "VMware, Inc.", model: "VMware Virtual Platform", serial, firmware: "6.00" },
      });
    }
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: plant.at(0, 231) }];
    plant.claim("clones-with-one-serial", plant.device("clone"), segment.realm, ...traces);
  }
}

/** Small computers of one delivery with the name that their system comes with, one in each of two networks. */
export function boardsWithTheSystemsName(plant: CasePlant): void {
  const wire = plant.wire(2);
  const cards = plant.neighbours("b8:27:eb", 2);
  for (const [index, mac] of cards.entries()) {
    const segment = plant.segment();
    const host: Host = { mac, ip: `${segment.prefix}.100`, ttl: 64 };
    for (const minute of [50, 250]) {
      const at = plant.at(2, minute + index);
      wire.arp(at, segment.server, host);
      wire.tcp(at + 1_000_000, segment.server, host, 22);
      sayMdns(wire, at + 2_000_000, host, "raspberrypi");
    }
    plant.claim(
      "boards-with-the-systems-name",
      plant.device("board"),
      segment.realm,
      { mac },
      { ip: host.ip, atUs: plant.at(2, 250 + index) },
    );
  }
}

const SESSION = 0x55667788;
const processor = (serial: number): CipIdentity => ({
  vendorId: 1,
  deviceType: 14,
  productCode: 166,
  revision: [33, 11],
  serial,
  productName: "1756-L83E/B",
});

/** The processors of two chassis are swapped to find a fault: neither chassis becomes the other. */
export function swappedProcessors(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const serials = [0, 1].map(() => 0x60000000 + plant.draw(0x0fffffff));
  const adapters = [0, 1].map((index) => plant.host(OTHER_OUI.rockwell, `${prefix}.${110 + index}`, 64));
  for (const day of [0, 1, 2]) {
    const wire = plant.wire(day);
    for (const [index, adapter] of adapters.entries()) {
      const at = plant.at(day, 60 + index);
      const identity = processor(serials[(index + (day > 0 ? 1 : 0)) % 2] as number);
      wire.arp(at, server, adapter);
      wire.tcp(at + 1_000_000, server, adapter, 44818, [
        { ask: registerSession(), answer: registerSessionAnswer(SESSION) },
        { ask: readModuleIdentity(SESSION, [1, 0]), answer: moduleIdentity(SESSION, identity) },
      ]);
    }
  }
  for (const adapter of adapters) {
    const times = [0, 2].map((day) => ({ ip: adapter.ip, atUs: plant.at(day, 61) }));
    plant.claim("swapped-processors", plant.device("chassis"), segment.realm, { mac: adapter.mac }, ...times);
  }
}

/** Leases in two realms with the same addresses, at the same times; logs and a scan of each know addresses alone. */
export function leasesInTwoRealms(plant: CasePlant): void {
  const first = plant.segment("plant");
  const { prefix } = first;
  for (const realm of ["plant", "hall-7"]) {
    const router = plant.host(OUI.cisco, `${prefix}.1`, 255);
    const laptops = [0, 1, 2].map((index) => ({
      mac: plant.mac(OUI.dell),
      name: `SHARED-${index}`,
      device: plant.device(`laptop-${realm}`),
    }));
    for (const day of [0, 1, 2]) {
      const leases: (readonly [number, string, string, string, string])[] = [];
      const rows: (readonly [number, string, string, number])[] = [];
      for (const [index, { mac, name, device }] of laptops.entries()) {
        const ip = `${prefix}.${50 + ((index + day) % 3)}`;
        const at = plant.at(day, 480 + index);
        leases.push([at, mac, ip, router.ip, name]);
        rows.push([at + 60_000_000, ip, `${prefix}.2`, 443]);
        plant.claim("leases-in-two-realms", device, realm, { mac }, { ip, atUs: at + 60_000_000 });
      }
      plant.text(`zeek/${realm}-${prefix}-${day}/dhcp.log`, "zeek", zeekLeases(leases), realm);
      plant.text(`zeek/${realm}-${prefix}-${day}/conn.log`, "zeek", zeekConnections(rows), realm);
    }
  }
}

/** A controller gets a new firmware and a new name, and keeps its card, its serial and, for a day, another address. */
export function upgradedController(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const mac = plant.mac(OUI.siemens);
  const serial = plant.serial("S C-");
  const device = plant.device("plc");
  for (const [day, last, firmware, name] of [
    [0, 130, [3, 2, 17], "kiln"],
    [1, 139, [3, 3, 1], ""],
    [2, 130, [3, 3, 1], "kiln-new"],
  ] as const) {
    const host: Host = { mac, ip: `${prefix}.${last}`, ttl: 30 };
    const at = plant.at(day, 70);
    plant.wire(day).arp(at, server, host);
    answerS7(plant.wire(day), at + 1_000_000, server, host, { ...s7Identity(serial, name), firmware });
    plant.claim("upgraded-controller", device, segment.realm, { mac }, { ip: host.ip, atUs: at + 1_000_000 });
  }
  const wire = plant.wire(2);
  const laptop = plant.host(OUI.hp, `${prefix}.131`);
  wire.arp(plant.at(2, 75), server, laptop);
  wire.udp(plant.at(2, 76), server, laptop, 161, [
    { ask: snmpGetSystem(3), answer: snmpSystem(3, "Windows", "kiln", "") },
  ]);
  plant.claim(
    "upgraded-controller",
    plant.device("laptop"),
    segment.realm,
    { mac: laptop.mac },
    { ip: laptop.ip, atUs: plant.at(2, 76) },
  );
}

/** A rack with two Ethernet modules: both pass on who the processor is, and each says by itself what module it is. */
export function rackOfOneSerial(plant: CasePlant): void {
  const serial = plant.serial("S C-");
  const device = plant.device("rack");
  for (const [index, type] of ["S7-300", "S7-300 CP"].entries()) {
    const segment = plant.segment();
    const module = plant.host(index ? OUI.siemensOld : OUI.siemens, `${segment.prefix}.140`, 64);
    const at = plant.at(index, 80);
    const wire = plant.wire(index);
    wire.arp(at, segment.server, module);
    answerDcp(wire, at + 500_000, segment.server, module, index ? "rack-cp" : "rack-cpu", type);
    answerS7(wire, at + 1_000_000, segment.server, module, s7Identity(serial, "rack"));
    plant.claim(
      "rack-of-one-serial",
      device,
      segment.realm,
      { mac: module.mac },
      { ip: module.ip, atUs: at + 1_000_000 },
    );
  }
}
