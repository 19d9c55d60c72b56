import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerDcp, answerListIdentity, answerS7, lease, s7Identity, sayNetbios } from "../../hard-cases/speak";
import type { Host, Wire } from "../../hard-cases/wire";
import {
  type CipIdentity,
  moduleIdentity,
  readModuleIdentity,
  registerSession,
  registerSessionAnswer,
} from "../../messages/enip";
import { OTHER_OUI } from "../other-makers";

const SESSION = 0x11223344;

/** Somebody browses what is reached through an adapter: the way as port and link pairs, with who answers there. */
function browse(
  wire: Wire,
  atUs: number,
  asker: Host,
  adapter: Host,
  found: readonly (readonly [route: readonly number[], CipIdentity])[],
): void {
  wire.tcp(atUs, asker, adapter, 44818, [
    { ask: registerSession(), answer: registerSessionAnswer(SESSION) },
    ...found.map(([route, identity]) => ({
      ask: readModuleIdentity(SESSION, route),
      answer: moduleIdentity(SESSION, identity),
    })),
  ]);
}

const logix = (serial: number, revision: readonly [number, number] = [32, 11]): CipIdentity => ({
  vendorId: 1,
  deviceType: 14,
  productCode: 166,
  revision,
  serial,
  productName: "1756-L83E/B",
});
const adapterOf = (serial: number): CipIdentity => ({
  vendorId: 1,
  deviceType: 12,
  productCode: 166,
  revision: [10, 10],
  serial,
  productName: "1756-EN2T/D",
});
const drawSerial = (plant: CasePlant) => 0x20000000 + plant.draw(0x0fffffff);

/** Two adapters in one chassis, each with its own serial: behind both, over the backplane, stands the same processor. */
export function chassisWithTwoAdapters(plant: CasePlant): void {
  const [line, control] = [plant.segment(), plant.segment()];
  const cpu = logix(drawSerial(plant));
  const device = plant.device("chassis");
  for (const [index, segment] of [line, control].entries()) {
    const adapter = plant.host(OTHER_OUI.rockwell, `${segment.prefix}.11`, 64);
    const identity = adapterOf(drawSerial(plant));
    const wire = plant.wire(index);
    const at = plant.at(index, 40);
    wire.arp(at, segment.server, adapter);
    answerListIdentity(wire, at + 1_000_000, segment.server, adapter, identity);
    browse(wire, at + 2_000_000, segment.server, adapter, [
      [[1, 0], cpu],
      [[1, index + 2], identity],
    ]);
    const traces = [{ mac: adapter.mac }, { ip: adapter.ip, atUs: at + 2_000_000 }];
    plant.claim("chassis-with-two-adapters", device, segment.realm, ...traces);
  }
}

/** A chassis bridges to another one: what is reached through it two networks on is not in its rack. */
export function bridgedFieldNetwork(plant: CasePlant): void {
  const segment = plant.segment();
  const { server } = segment;
  const [near, far] = [12, 13].map((last) => plant.host(OTHER_OUI.rockwell, `${segment.prefix}.${last}`, 64));
  const [nearCpu, farCpu] = [logix(drawSerial(plant)), logix(drawSerial(plant), [20, 11])];
  const wire = plant.wire(1);
  const at = plant.at(1, 50);
  for (const host of [near, far]) wire.arp(at, server, host as Host);
  browse(wire, at + 1_000_000, server, near as Host, [
    [[1, 0], nearCpu],
    [[1, 3, 2, 7, 1, 0], farCpu],
  ]);
  browse(wire, at + 5_000_000, server, far as Host, [[[1, 0], farCpu]]);
  for (const host of [near as Host, far as Host]) {
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 5_000_000 }];
    plant.claim("bridged-field-network", plant.device("chassis"), segment.realm, ...traces);
  }
}

/** One address with forwarded ports: several controllers answer at it, mixed, and none is its owner. */
export function portForwarding(plant: CasePlant): void {
  const segment = plant.segment();
  const gateway = plant.host(OTHER_OUI.hirschmann, `${segment.prefix}.30`, 64);
  const serials = [plant.serial("S C-"), plant.serial("S C-"), plant.serial("S C-")];
  const wire = plant.wire(0);
  wire.arp(plant.at(0, 20), segment.server, gateway);
  for (const minute of [21, 90, 300]) {
    for (const [index, serial] of serials.entries()) {
      answerS7(wire, plant.at(0, minute + index), segment.server, { ...gateway, ttl: 63 }, s7Identity(serial, "cell"));
    }
  }
  const traces = [{ mac: gateway.mac }, ...[21, 90, 300].map((it) => ({ ip: gateway.ip, atUs: plant.at(0, it) }))];
  plant.claim("port-forwarding", plant.device("gateway"), segment.realm, ...traces);
}

/** Makers count some products from 1 for each type: the same short number on a meter and on a drive. */
export function shortSerials(plant: CasePlant): void {
  const segment = plant.segment();
  const wire = plant.wire(2);
  const serial = 10_000 + plant.draw(80_000);
  const products: readonly CipIdentity[] = [
    { vendorId: 1, deviceType: 2, productCode: 150, revision: [4, 2], serial, productName: "PowerFlex 525" },
    { vendorId: 1, deviceType: 12, productCode: 111, revision: [5, 1], serial, productName: "1734-AENT" },
  ];
  for (const [index, identity] of products.entries()) {
    const host = plant.host(OTHER_OUI.rockwell, `${segment.prefix}.${60 + index}`, 64);
    const at = plant.at(2, 30 + index);
    wire.arp(at, segment.server, host);
    answerListIdentity(wire, at + 1_000_000, segment.server, host, identity);
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 }];
    plant.claim("short-serials", plant.device("product"), segment.realm, ...traces);
  }
}

/** Its network card was changed: another MAC at the same address, with the serial of before. */
export function networkCardReplaced(plant: CasePlant): void {
  const segment = plant.segment();
  const ip = `${segment.prefix}.70`;
  const device = plant.device("plc");
  const serial = plant.serial("S V-");
  for (const [day, oui] of [
    [0, OUI.siemensOld],
    [2, OUI.siemens],
  ] as const) {
    const host = plant.host(oui, ip, 30);
    const wire = plant.wire(day);
    const at = plant.at(day, 35);
    wire.arp(at, segment.server, host);
    answerS7(wire, at + 1_000_000, segment.server, host, s7Identity(serial, `mixer-${segment.prefix}`));
    plant.claim("network-card-replaced", device, segment.realm, { mac: host.mac }, { ip, atUs: at + 1_000_000 });
  }
}

/** The controller was changed, its address stayed; a scanner behind a router sees the address alone, both times. */
export function controllerReplaced(plant: CasePlant): void {
  const segment = plant.segment();
  const ip = `172.31.${segment.prefix.split(".")[2]}.77`;
  for (const day of [0, 2]) {
    const serial = plant.serial("S C-");
    const atUs = plant.at(day, 100);
    const start = Math.floor(atUs / 1e6);
    const script =
      `<script id="s7-info" output="&#xa;  Module: 6ES7 512-1DK01-0AB0&#xa;  Version: 2.8.1&#xa;  Serial Number: ${serial}">` +
      `<elem key="Module">6ES7 512-1DK01-0AB0</elem>\n<elem key="Version">2.8.1</elem>\n<elem key="Serial Number">${serial}</elem></script>`;
    plant.text(
      `scans/replaced-${segment.prefix}-${day}.xml`,
      "scanner",
      `<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" args="nmap -p102 --script s7-info -oX - ${ip}" start="${start}" version="7.95" xmloutputversion="1.05">\n` +
        `<host starttime="${start}" endtime="${start + 4}"><status state="up" reason="syn-ack"/><address addr="${ip}" addrtype="ipv4"/>` +
        `<ports><port protocol="tcp" portid="102"><state state="open" reason="syn-ack"/><service name="iso-tsap" method="table" conf="3"/>${script}</port></ports></host>\n` +
        `<runstats><finished time="${start + 5}"/><hosts up="1" down="0" total="1"/></runstats>\n</nmaprun>\n`,
    );
    plant.claim("controller-replaced", plant.device("plc"), segment.realm, { serial }, { ip, atUs });
  }
}

/** Two of one delivery: the spare was given the name of the one that failed before it had an address. */
export function spareWithTheSameName(plant: CasePlant): void {
  const segment = plant.segment();
  const name = `drive-${segment.prefix.split(".")[2]}`;
  const cards = plant.neighbours(OUI.siemens, 2);
  for (const [index, mac] of cards.entries()) {
    const day = index * 2;
    const host: Host = { mac, ip: index === 0 ? `${segment.prefix}.80` : "0.0.0.0", ttl: 64 };
    const wire = plant.wire(day);
    for (const minute of [40, 200]) {
      answerDcp(wire, plant.at(day, minute), segment.server, host, name, "SINAMICS");
      if (index === 0) wire.arp(plant.at(day, minute), segment.server, host);
    }
    plant.claim("spare-with-the-same-name", plant.device("drive"), segment.realm, { mac });
  }
}

/** A programming device of the controllers' own maker, with a simulated controller of the same project in it. */
export function simulatorOnAMakerLaptop(plant: CasePlant): void {
  const segment = plant.segment();
  const serial = plant.serial("S C-");
  const controller = plant.host(OUI.siemens, `${segment.prefix}.90`, 64);
  const laptop = plant.host(OUI.siemensOld, `${segment.prefix}.91`, 128);
  const wire = plant.wire(1);
  const at = plant.at(1, 60);
  lease(wire, at, laptop, segment.router, `PG-${segment.prefix.split(".")[2]}`);
  for (const host of [controller, laptop]) {
    wire.arp(at, segment.server, host);
    for (const minute of [61, 200])
      answerS7(wire, plant.at(1, minute), segment.server, host, s7Identity(serial, "filler"));
  }
  sayNetbios(wire, at + 9_000_000, laptop, `PG-${segment.prefix.split(".")[2]}`);
  for (const host of [controller, laptop]) {
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: plant.at(1, 200) }];
    plant.claim("simulator-on-a-maker-laptop", plant.device("simulated"), segment.realm, ...traces);
  }
}
