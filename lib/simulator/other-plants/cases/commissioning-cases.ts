import { pcapFile } from "../../capture-files";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerDcp, answerListIdentity, answerS7, lease, s7Identity, sayNetbios } from "../../hard-cases/speak";
import { type Host, Wire } from "../../hard-cases/wire";
import { neighbourAdvertisement, udp6 } from "../../ipv6-frames";
import type { CipIdentity } from "../../messages/enip";
import { dnsAnswer, dnsQuery } from "../../messages/names";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

/** Drives of one maker come with one address of the factory, one after the other, and are given their own. */
export function defaultAddress(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const factory = `${prefix}.251`;
  const wire = plant.wire(2);
  const rows: (readonly [number, string, string, number])[] = [];
  for (let index = 0; index < 4; index++) {
    const mac = plant.mac(OTHER_OUI.abb);
    const at = plant.at(2, 20 + index * 12);
    const [fresh, settled] = [factory, `${prefix}.${30 + index}`].map((ip): Host => ({ mac, ip, ttl: 64 }));
    for (const [host, laterUs] of [
      [fresh as Host, 0],
      [settled as Host, 240_000_000],
    ] as const) {
      wire.arp(at + laterUs, server, host);
      wire.tcp(at + laterUs + 1_000_000, server, host, 80);
      wire.tcp(at + laterUs + 60_000_000, server, host, 80);
    }
    rows.push(
      [at + 30_000_000, server.ip, factory, 502],
      [at + 300_000_000, server.ip, `${prefix}.${30 + index}`, 502],
    );
    const times = [
      { ip: factory, atUs: at + 30_000_000 },
      { ip: `${prefix}.${30 + index}`, atUs: at + 300_000_000 },
    ];
    plant.claim("default-address", plant.device("drive"), segment.realm, { mac }, ...times);
  }
  plant.text(`zeek/fresh-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}

/** Panels of one maker whose factory wrote the same number into all of them. */
export function factorySerials(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const wire = plant.wire(0);
  for (let index = 0; index < 4; index++) {
    const host = plant.host(OUI.siemens, `${prefix}.${40 + index}`, 64);
    const at = plant.at(0, 260 + index);
    wire.arp(at, server, host);
    answerS7(wire, at + 1_000_000, server, host, s7Identity(index % 2 ? "S C-00000001" : "00000001", ""));
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 }];
    plant.claim("factory-serials", plant.device("panel"), segment.realm, ...traces);
  }
}

/** A capture that was put together from two without regard to time, while leases changed hands. */
export function unsortedCapture(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, router, server } = segment;
  const wire = new Wire(plant.draw);
  const holders = [0, 1, 2].map((index) => ({
    mac: plant.mac(OUI.intel),
    name: `MIX-${prefix.split(".")[2]}-${index}`,
    device: plant.device("laptop"),
  }));
  for (const day of [2, 0, 1]) {
    for (const [index, { mac, name, device }] of holders.entries()) {
      const host: Host = { mac, ip: `${prefix}.${60 + ((index + day) % 3)}`, ttl: 128 };
      const at = plant.at(day, 360 + index);
      lease(wire, at, host, router, name);
      wire.arp(at + 1_000_000, host, server);
      wire.tcp(at + 2_000_000, host, server, 445);
      sayNetbios(wire, at + 3_000_000, host, name);
      plant.claim("unsorted-capture", device, segment.realm, { mac }, { ip: host.ip, atUs: at + 2_000_000 });
    }
  }
  // As they were told: days 2, 0, 1, and within each as it came.
  plant.binary(`captures/mixed-${prefix}.pcap`, "mixed", pcapFile(wire.frames));
}

/** A list with serials in the spelling of the maker's tool, and with addresses of before. */
export function listOfSerials(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const wire = plant.wire(1);
  const lines = ["Name;IP Address;MAC Address;Vendor;Serial Number"];
  for (let index = 0; index < 3; index++) {
    const serial = 0x00a00000 + plant.draw(0x3fffffff);
    const identity: CipIdentity = {
      vendorId: 1,
      deviceType: 14,
      productCode: 166,
      revision: [33, 11],
      serial,
      productName: "1769-L33ER/A",
    };
    const host = plant.host(OTHER_OUI.rockwell, `${prefix}.${70 + index}`, 64);
    const at = plant.at(1, 280 + index);
    wire.arp(at, server, host);
    answerListIdentity(wire, at + 1_000_000, server, host, identity);
    const spelled = serial.toString(16).toUpperCase().padStart(8, "0");
    lines.push(
      `L33-${index};172.26.${prefix.split(".")[2]}.${70 + index};;Rockwell Automation;${index === 0 ? spelled : index === 1 ? `0x${spelled}` : `16#${spelled}`}`,
    );
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 }, { serial: spelled }];
    plant.claim("list-of-serials", plant.device("plc"), segment.realm, ...traces);
  }
  plant.text(`lists/serials-${prefix}.csv`, "lists", `${lines.join("\n")}\n`);
}

/** Three routers, each with fe80::1 in its own network. */
export function oneLinkLocalAddress(plant: CasePlant): void {
  for (let index = 0; index < 3; index++) {
    const segment = plant.segment();
    const gate = { mac: plant.mac(OTHER_OUI.juniper), ip: "fe80::1" };
    const host: Host = plant.host(OUI.hp, `${segment.prefix}.150`);
    const own = { mac: host.mac, ip: `fe80::${(index + 1).toString(16)}:${plant.draw(60_000).toString(16)}` };
    const wire = plant.wire(index, `access-${index}`);
    for (const minute of [30, 90]) {
      const at = plant.at(index, minute);
      wire.frame(at, neighbourAdvertisement(gate, own));
      wire.frame(at + 400, neighbourAdvertisement(own, gate));
      wire.frame(at + 800, udp6({ ...own, port: 50_000 }, { ...gate, port: 53 }, 64, dnsQuery(7, "a.example")));
      const answer = dnsAnswer(7, "a.example", "192.0.2.9");
      wire.frame(at + 1200, udp6({ ...gate, port: 53 }, { ...own, port: 50_000 }, 64, answer));
      wire.arp(at + 2_000_000, segment.server, host);
      wire.tcp(at + 3_000_000, segment.server, host, 445);
    }
    plant.claim("one-link-local-address", plant.device("router"), segment.realm, { mac: gate.mac });
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: plant.at(index, 90) }, { ip: own.ip }];
    plant.claim("one-link-local-address", plant.device("host"), segment.realm, ...traces);
  }
}

/** A controller moves to another address; later a scan through a router meets another one at the old address. */
export function addressIsGivenAway(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const mac = plant.mac(OUI.siemens);
  const [old, moved] = [`${prefix}.160`, `${prefix}.161`];
  const serials = [plant.serial("S C-"), plant.serial("S C-")];
  const device = plant.device("plc");
  for (const [day, ip] of [
    [0, old],
    [1, moved],
    [3, moved],
  ] as const) {
    const host: Host = { mac, ip, ttl: 64 };
    const at = plant.at(day, 30);
    plant.wire(day).arp(at, server, host);
    answerS7(plant.wire(day), at + 1_000_000, server, host, s7Identity(serials[0] as string, "saw"));
    plant.claim("address-is-given-away", device, segment.realm, { mac }, { ip, atUs: at + 1_000_000 });
  }
  const atUs = plant.at(2, 90);
  const start = Math.floor(atUs / 1e6);
  const script =
    `<script id="s7-info" output="&#xa;  Module: 6ES7 512-1DK01-0AB0&#xa;  Serial Number: ${serials[1]}">` +
    `<elem key="Module">6ES7 512-1DK01-0AB0</elem>\n<elem key="Version">2.8.1</elem>\n<elem key="Serial Number">${serials[1]}</elem></script>`;
  plant.text(
    `scans/given-away-${prefix}.xml`,
    "scanner",
    `<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" args="nmap -p102 --script s7-info -oX - ${old}" start="${start}" version="7.95" xmloutputversion="1.05">\n` +
      `<host starttime="${start}" endtime="${start + 4}"><status state="up" reason="syn-ack"/><address addr="${old}" addrtype="ipv4"/>` +
      `<ports><port protocol="tcp" portid="102"><state state="open" reason="syn-ack"/><service name="iso-tsap" method="table" conf="3"/>${script}</port></ports></host>\n` +
      `<runstats><finished time="${start + 5}"/><hosts up="1" down="0" total="1"/></runstats>\n</nmaprun>\n`,
  );
  const traces = [{ ip: old, atUs }, { serial: serials[1] as string }];
  plant.claim("address-is-given-away", plant.device("plc"), segment.realm, ...traces);
}

/** A device of one maker's batch is renamed by mistake to its neighbour's name, and later set right. */
export function nameGivenTwice(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const cards = plant.neighbours(OTHER_OUI.wago, 2);
  for (const [index, mac] of cards.entries()) {
    const host: Host = { mac, ip: `${prefix}.${170 + index}`, ttl: 64 };
    for (const [day, name] of [
      [0, `coupler-${index + 1}`],
      [1, "coupler-1"],
      [2, `coupler-${index + 1}`],
    ] as const) {
      const at = plant.at(day, 320 + index);
      plant.wire(day).arp(at, server, host);
      answerDcp(plant.wire(day), at + 1_000_000, server, host, name, "750-375");
    }
    const traces = [{ mac }, { ip: host.ip, atUs: plant.at(1, 320 + index) }];
    plant.claim("name-given-twice", plant.device("coupler"), segment.realm, ...traces);
  }
}
