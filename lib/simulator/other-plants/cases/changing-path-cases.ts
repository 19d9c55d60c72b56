import { macBytes } from "../../bytes";
import { arp, BROADCAST_MAC } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerListIdentity, answerS7, lease, s7Identity, sayNetbios } from "../../hard-cases/speak";
import { behind, type Host } from "../../hard-cases/wire";
import { iAm, type RoutedSource, whoIs } from "../../messages/bacnet";
import { nmapReport, openPort } from "../nmap-text";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

const DAY_US = 86_400_000_000;

/** Three laptops on two leases of ten minutes, in one capture; the third has the name of the first from noon on. */
export function leasesOfTenMinutes(plant: CasePlant): void {
  const { prefix, server, router, realm } = plant.segment();
  const third = prefix.split(".")[2];
  const laptops = [0, 1, 2].map(() => ({ mac: plant.mac(OUI.intel), device: plant.device("laptop") }));
  const rows: (readonly [number, string, string, number])[] = [];
  for (let turn = 0; turn < 18; turn++) {
    const [who, isLate] = [turn % 3, turn >= 9];
    if (isLate && who === 0) continue;
    const { mac, device } = laptops[who] as (typeof laptops)[number];
    const host: Host = { mac, ip: `${prefix}.${100 + (turn % 2)}`, ttl: 128 };
    const name = `NOTE${third}-${isLate && who === 2 ? 0 : who}`;
    const [wire, at] = [plant.wire(3), plant.at(3, 15 + turn * 12)];
    lease(wire, at, host, router, name);
    wire.arp(at + 1_000_000, server, host);
    wire.tcp(at + 2_000_000, host, server, 445);
    sayNetbios(wire, at + 3_000_000, host, name);
    rows.push([at + 60_000_000, host.ip, server.ip, 443]);
    for (const atUs of [at + 2_000_000, at + 60_000_000])
      plant.claim("leases-of-ten-minutes", device, realm, { mac }, { ip: host.ip, atUs });
  }
  plant.text(`zeek/ten-minutes-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}

/** DLR (CIP vol. 2, ch. 9): the supervisor's beacons come from both its ports; the nodes have one card for both. */
export function ringOfTwoPortNodes(plant: CasePlant): void {
  const { prefix, server, realm } = plant.segment();
  const nodes = [0, 1, 2].map((index) => plant.host(OTHER_OUI.rockwell, `${prefix}.${105 + index}`, 64));
  for (const [side, sensor] of ["ring-a", "ring-b"].entries()) {
    const wire = plant.wire(0, sensor);
    for (const [index, node] of nodes.entries()) {
      const at = plant.at(0, 220 + index) + side * 7;
      wire.arp(at, server, node);
      answerListIdentity(wire, at + 1_000_000, server, node, {
        vendorId: 1,
        deviceType: 14,
        productCode: 168,
        revision: [33, 11],
        serial: 0x60a00000 + Number(prefix.split(".")[2]) * 16 + index,
        productName: "1756-L85E/B",
      });
    }
    const [supervisor] = nodes as [Host];
    for (let beat = 0; beat < 50; beat++) {
      const body = [...macBytes(supervisor.mac), 2, 1, 0, side, 0, 0, 0, beat];
      wire.ethernet(plant.at(0, 224), supervisor, "01:21:6c:00:00:01", 0x80e1, Uint8Array.from(body));
    }
  }
  for (const node of nodes) {
    const traces = [{ mac: node.mac }, { ip: node.ip, atUs: plant.at(0, 222) }];
    plant.claim("ring-of-two-port-nodes", plant.device("node"), realm, ...traces);
  }
}

/** A sensor's clock falls back by a year overnight; in between, two hosts exchange their addresses. */
export function clockFallsBackAYear(plant: CasePlant): void {
  const { prefix, server, realm } = plant.segment();
  const hosts = [OUI.hp, OUI.siemens].map((oui) => ({ mac: plant.mac(oui), device: plant.device("host") }));
  for (const day of [0, 1]) {
    const wire = plant.wire(day, "battery");
    const offsetUs = day === 1 ? -365 * DAY_US : 0;
    for (const [index, { mac, device }] of hosts.entries()) {
      const host: Host = { mac, ip: `${prefix}.${110 + ((index + day) % 2)}`, ttl: 64 };
      for (const minute of [30, 300]) {
        const at = plant.at(day, minute + index) + offsetUs;
        wire.arp(at, server, host);
        wire.tcp(at + 1_000_000, server, host, 102);
        plant.claim("clock-falls-back-a-year", device, realm, { mac }, { ip: host.ip, atUs: at + 1_000_000 });
      }
    }
  }
}

/** A client asks for a server of its own network by the router's outer address: the router turns the packets round. */
export function packetsTurnedRound(plant: CasePlant): void {
  const { prefix, router, realm } = plant.segment();
  const [client, web] = [plant.host(OUI.dell, `${prefix}.114`), plant.host(OUI.hp, `${prefix}.115`, 64)];
  const outer = `10.200.${prefix.split(".")[2]}.1`;
  for (const day of [0, 1]) {
    const [wire, at] = [plant.wire(day), plant.at(day, 240)];
    for (const host of [client, web]) wire.arp(at, router, host);
    wire.tcp(at + 1_000_000, client, { mac: router.mac, ip: outer, ttl: 63 }, 443);
    wire.tcp(at + 1_000_200, { mac: router.mac, ip: router.ip, ttl: 127 }, web, 443);
    const held = { ip: web.ip, atUs: at + 1_000_200 };
    if (day === 1) plant.claim("packets-turned-round", plant.device("web"), realm, { mac: web.mac }, held);
  }
  plant.claim("packets-turned-round", plant.device("client"), realm, { mac: client.mac });
  const own = [{ mac: router.mac }, { ip: router.ip, atUs: plant.at(1, 241) }];
  plant.claim("packets-turned-round", plant.device("router"), realm, ...own);
}

/** A network in two halves: on each side the router answers by ARP for those of the other half, and counts their hops. */
export function networkInTwoHalves(plant: CasePlant): void {
  const { prefix, router, realm } = plant.segment();
  const sides = ["left", "right"].map((sensor, index) => ({
    sensor,
    router: { ...router, mac: index === 0 ? router.mac : plant.mac(OUI.cisco) },
    hosts: [0, 1].map((at) =>
      plant.host([OUI.siemens, OUI.dell][at] as string, `${prefix}.${120 + index * 100 + at}`, 64),
    ),
  }));
  for (const [index, { sensor, router: own, hosts }] of sides.entries()) {
    const others = (sides[1 - index] as (typeof sides)[number]).hosts;
    for (const day of [0, 2]) {
      const [wire, at] = [plant.wire(day, `${sensor}-${prefix}`), plant.at(day, 260)];
      for (const [step, host] of hosts.entries()) {
        const other = others[step] as Host;
        wire.arp(at + step * 5_000_000, own, host);
        wire.arp(at + step * 5_000_000 + 1_000, host, { ...own, ip: other.ip });
        wire.tcp(at + step * 5_000_000 + 1_000_000, host, behind(own, other), 502);
        wire.tcp(at + step * 5_000_000 + 2_000_000, behind(own, other), host, 502);
      }
    }
    for (const host of hosts) {
      const traces = [{ mac: host.mac }, { ip: host.ip, atUs: plant.at(2, 260) }];
      plant.claim("network-in-two-halves", plant.device("host"), realm, ...traces);
    }
  }
}

/** Three routers of one VRRP group: the address goes from one to the next every half a minute, and back. */
export function groupOfThreeRouters(plant: CasePlant): void {
  const { prefix, server, realm } = plant.segment();
  const group = 1 + plant.draw(200);
  const shared: Host = { mac: `00:00:5e:00:01:${group.toString(16).padStart(2, "0")}`, ip: `${prefix}.254`, ttl: 255 };
  const routers = [0, 1, 2].map((index) =>
    plant.host([OUI.cisco, OTHER_OUI.juniper, OTHER_OUI.cisco][index] as string, `${prefix}.${250 + index}`, 255),
  );
  const wire = plant.wire(2);
  for (let turn = 0; turn < 12; turn++) {
    const at = plant.at(2, 280) + turn * 31_000_000;
    const master = routers[[0, 1, 0, 2][turn % 4] as number] as Host;
    wire.frame(at, arp(2, shared, { mac: BROADCAST_MAC, ip: shared.ip }));
    wire.arp(at + 2_000, server, shared);
    wire.arp(at + 4_000, server, master);
    wire.tcp(at + 6_000, server, master, 22);
    wire.tcp(at + 1_000_000, server, behind(master, { mac: "", ip: `10.201.${prefix.split(".")[2]}.9`, ttl: 64 }), 443);
  }
  for (const router of routers) {
    const traces = [{ mac: router.mac }, { ip: router.ip, atUs: plant.at(2, 282) }];
    plant.claim("group-of-three-routers", plant.device("router"), realm, ...traces);
  }
}

/** A laptop gets another lease while a scanner that knows cards works through the network; another laptop gets the first. */
export function scannedWhileItMoves(plant: CasePlant): void {
  const { prefix, server, router, realm } = plant.segment();
  const third = prefix.split(".")[2];
  const [first, second] = [OUI.dell, OUI.hp].map((oui) => ({ mac: plant.mac(oui), device: plant.device("laptop") }));
  const stays = [
    { who: first, last: 130, minute: 300 },
    { who: first, last: 131, minute: 304 },
    { who: second, last: 130, minute: 306 },
  ];
  for (const { who, last, minute } of stays) {
    const { mac, device } = who as NonNullable<typeof first>;
    const host: Host = { mac, ip: `${prefix}.${last}`, ttl: 128 };
    const [wire, at] = [plant.wire(1), plant.at(1, minute)];
    lease(wire, at, host, router, `LAB${third}-${who === first ? "A" : "B"}`);
    wire.arp(at + 1_000_000, server, host);
    wire.tcp(at + 2_000_000, host, server, 445);
    const scannedUs = at + 80_000_000;
    const scanned = { ip: host.ip, mac, reason: "arp-response", ports: openPort(445, "microsoft-ds") };
    plant.text(`scans/moving-${prefix}-${minute}.xml`, "scanner", nmapReport(scannedUs, [scanned]));
    for (const atUs of [at + 2_000_000, scannedUs])
      plant.claim("scanned-while-it-moves", device, realm, { mac }, { ip: host.ip, atUs });
  }
}

/** A BACnet network is moved from one router to another one: its devices are there once. */
export function busOnAnotherRouter(plant: CasePlant): void {
  const { prefix, server, realm } = plant.segment();
  const everybody = { mac: BROADCAST_MAC, ip: `${prefix}.255` };
  const base = 3_600_000 + plant.draw(400_000);
  const network = 6000 + plant.draw(900);
  for (const [turn, day] of [0, 2].entries()) {
    const router = plant.host([OUI.phoenix, OTHER_OUI.wago][turn] as string, `${prefix}.${135 + turn}`, 64);
    const [wire, at] = [plant.wire(day), plant.at(day, 310)];
    wire.arp(at, server, router);
    wire.announce(at + 1_000_000, server, 47808, whoIs(), everybody);
    wire.announce(at + 1_000_100, router, 47808, iAm(base + turn, 24), everybody);
    for (let address = 1; address <= 5; address++) {
      const routed: RoutedSource = { network, address };
      wire.announce(at + 2_000_000 + address * 40_000, router, 47808, iAm(base + 10 + address, 24, routed), everybody);
      const trace = { ip: router.ip, atUs: at + 1_000_100, child: `bacnet ${network}/${address}` };
      plant.claim("bus-on-another-router", turn === 0 ? plant.device("child") : null, realm, trace);
    }
    const traces = [{ mac: router.mac }, { ip: router.ip, atUs: at + 1_000_100 }];
    plant.claim("bus-on-another-router", plant.device("router"), realm, ...traces);
  }
}

/** A controller is swapped between two scans that read its number by address; logs speak of the address in between. */
export function swappedBetweenTwoScans(plant: CasePlant): void {
  const { prefix, server, realm } = plant.segment();
  const cards = plant.neighbours(OUI.siemens, 2);
  const rows: (readonly [number, string, string, number])[] = [];
  for (const [turn, mac] of cards.entries()) {
    const host: Host = { mac, ip: `${prefix}.140`, ttl: 64 };
    const [serial, device] = [plant.serial("S C-"), plant.device("plc")];
    for (const minute of [320, 350]) {
      const at = plant.at(0, minute + turn * 60);
      const wire = plant.wire(0);
      wire.arp(at, server, host);
      answerS7(wire, at + 1_000_000, server, host, s7Identity(serial, `lathe-${prefix.split(".")[2]}`));
      rows.push([at + 240_000_000, server.ip, host.ip, 102]);
      const traces = [
        { mac },
        { serial },
        { ip: host.ip, atUs: at + 1_000_000 },
        { ip: host.ip, atUs: at + 240_000_000 },
      ];
      plant.claim("swapped-between-two-scans", device, realm, ...traces);
    }
  }
  plant.text(`zeek/swapped-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}
