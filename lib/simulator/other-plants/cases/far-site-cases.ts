import { BROADCAST_MAC } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, lease, s7Identity, sayNetbios } from "../../hard-cases/speak";
import { behind, type Host } from "../../hard-cases/wire";
import { iAm, type RoutedSource, whoIs } from "../../messages/bacnet";
import { nmapReport, openPort } from "../nmap-text";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

/** One network at two sites: the gateway of the tunnel answers by ARP for those beyond it, in both directions. */
export function networkAcrossATunnel(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const ends = [OUI.phoenix, OTHER_OUI.hirschmann].map((oui, index) => plant.host(oui, `${prefix}.${240 + index}`, 64));
  const sides = [0, 1].map((side) =>
    [0, 1, 2, 3].map((index) =>
      plant.host(side ? OUI.siemens : OTHER_OUI.omron, `${prefix}.${50 + side * 40 + index}`, 64),
    ),
  );
  const masters = [server, plant.host(OUI.dell, `${prefix}.3`)];
  for (const [side, sensor] of ["core", "far"].entries()) {
    for (const day of [0, 1]) {
      const wire = plant.wire(day, sensor);
      const [own, end, master] = [sides[side], ends[side], masters[side]] as [Host[], Host, Host];
      const beyond = sides[1 - side] as Host[];
      const at = plant.at(day, 25 + side);
      wire.arp(at, master, end);
      wire.tcp(at + 500_000, master, end, 443);
      for (const [index, host] of own.entries()) {
        wire.arp(at + 1_000_000 + index, master, host);
        wire.tcp(at + 2_000_000 + index, master, host, 502);
      }
      for (const [index, host] of beyond.entries()) {
        wire.arp(at + 3_000_000 + index, master, { ...host, mac: end.mac });
        wire.tcp(at + 4_000_000 + index, master, behind(end, host), 502);
      }
    }
  }
  for (const host of [...ends, ...sides.flat()]) {
    const times = [0, 1].map((day) => ({ ip: host.ip, atUs: plant.at(day, 25) }));
    plant.claim("network-across-a-tunnel", plant.device("host"), realm, { mac: host.mac }, ...times);
  }
}

/** A mobile router passes two ports of one protocol on to two controllers; polled in turn, its address states two serials. */
export function mobileRouterForTwoControllers(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, realm, server, router } = segment;
  const ip = `10.253.${prefix.split(".")[2]}.${2 + plant.draw(200)}`;
  const serials = [plant.serial("S C-"), plant.serial("S C-")];
  const gateway = plant.device("mobile-router");
  for (const day of [0, 1, 2]) {
    for (let hour = 0; hour < 6; hour++) {
      const wire = plant.wire(day);
      const at = plant.at(day, 30 + hour * 60);
      const far = behind(router, { mac: "", ip, ttl: 64 }, 4);
      const port = [102, 1102][hour % 2] as number;
      answerPort(wire, at, server, far, port, serials[hour % 2] as string);
      plant.claim("mobile-router-for-two-controllers", gateway, realm, { ip, atUs: at + 1_000 });
    }
  }
}

function answerPort(
  wire: Parameters<typeof answerS7>[0],
  at: number,
  client: Host,
  server: Host,
  port: number,
  serial: string,
) {
  // The same frames as at port 102, at another one.
  const start = wire.frames.length;
  answerS7(wire, at, client, server, s7Identity(serial, port === 102 ? "PUMP_1" : "PUMP_2"));
  if (port === 102) return;
  const made = wire.frames.splice(start);
  for (const { timeUs, bytes } of made) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const offset of [34, 36]) if (view.getUint16(offset) === 102) view.setUint16(offset, port);
    wire.frame(timeUs, bytes);
  }
}

/** Two sites from one plan: BACnet routers of one make lead to networks of one number, with devices of one number each. */
export function equalInstancesAtTwoSites(plant: CasePlant): void {
  const third = plant.segment().prefix.split(".")[2];
  const oui = OUI.phoenix;
  const network = 2001 + plant.draw(50);
  const base = 1000 * (1 + plant.draw(400));
  for (const realm of ["building-a", "building-b"]) {
    const name = `${realm}-${third}`;
    const router: Host = { mac: plant.mac(oui), ip: "10.0.0.20", ttl: 64 };
    const head = plant.host(OUI.dell, "10.0.0.5");
    const everybody = { mac: BROADCAST_MAC, ip: "10.0.0.255" };
    const wire = plant.wire(1, "bms", name);
    const at = plant.at(1, 60);
    wire.arp(at, head, router);
    wire.announce(at + 1_000_000, head, 47808, whoIs(), everybody);
    wire.announce(at + 1_100_000, router, 47808, iAm(base, 24), everybody);
    for (let address = 1; address <= 5; address++) {
      const routed: RoutedSource = { network, address };
      wire.announce(at + 2_000_000 + address, router, 47808, iAm(base + address, 24, routed), everybody);
      plant.claim("equal-instances-at-two-sites", plant.device("child"), name, {
        mac: router.mac,
        child: `bacnet ${network}/${address}`,
      });
    }
    const traces = [{ mac: router.mac }, { ip: router.ip, atUs: at }];
    plant.claim("equal-instances-at-two-sites", plant.device("router"), name, ...traces);
    plant.claim(
      "equal-instances-at-two-sites",
      plant.device("head"),
      name,
      { mac: head.mac },
      { ip: head.ip, atUs: at },
    );
  }
}

/** A box between two cells of equal addresses gives each side's hosts addresses of a third network on the other side. */
export function equalCellsThatSeeEachOther(plant: CasePlant): void {
  const third = plant.segment().prefix.split(".")[2] as string;
  const realms = [`press-${third}-a`, `press-${third}-b`];
  const box = realms.map((): Host => ({ mac: plant.mac(OUI.moxa), ip: "192.168.1.254", ttl: 64 }));
  const plcs = realms.map((): Host => ({ mac: plant.mac(OUI.siemens), ip: "192.168.1.10", ttl: 30 }));
  const panels = realms.map((): Host => ({ mac: plant.mac(OUI.siemens), ip: "192.168.1.20", ttl: 128 }));
  const serials = realms.map(() => plant.serial("S C-"));
  for (const [side, realm] of realms.entries()) {
    const wire = plant.wire(1, "cell", realm);
    const [own, panel, gate] = [plcs[side], panels[side], box[side]] as [Host, Host, Host];
    const mapped = `10.200.${1 + (1 - side)}.10`;
    for (const minute of [30, 230]) {
      const at = plant.at(1, minute);
      wire.arp(at, panel, own);
      answerS7(wire, at + 1_000_000, panel, own, s7Identity(serials[side] as string, "press"));
      wire.arp(at + 2_000_000, panel, gate);
      wire.tcp(at + 2_500_000, panel, gate, 80);
      // The other side's controller, under the address that the box gives it here.
      answerS7(
        wire,
        at + 3_000_000,
        panel,
        { mac: gate.mac, ip: mapped, ttl: 29 },
        s7Identity(serials[1 - side] as string, "press"),
      );
    }
    for (const [what, host] of [
      ["plc", own],
      ["panel", panel],
      ["box", gate],
    ] as const) {
      plant.claim(
        "equal-cells-that-see-each-other",
        plant.device(what),
        realm,
        { mac: host.mac },
        { ip: host.ip, atUs: plant.at(1, 31) },
      );
    }
  }
}

/** Laptops dial in: the gateway answers for the pool by ARP; at home they have cards, and at the plant another day, too. */
export function dialledInLaptops(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm, router } = segment;
  const gateway = plant.host(OTHER_OUI.juniper, `${prefix}.3`, 64);
  const rows: (readonly [number, string, string, number])[] = [];
  for (let index = 0; index < 4; index++) {
    const name = `NB-${prefix.split(".")[2]}-${index}`;
    const laptop = plant.host(OUI.dell, `${prefix}.${60 + index}`);
    const pool: Host = { mac: gateway.mac, ip: `${prefix}.${200 + index}`, ttl: 127 };
    const device = plant.device("laptop");
    const [away, here] = [plant.at(0, 40 + index), plant.at(1, 40 + index)];
    plant.wire(0).arp(away, server, { ...pool, ttl: 64 });
    plant.wire(0).tcp(away + 1_000_000, pool, server, 445);
    rows.push([away + 600_000_000, pool.ip, server.ip, 445]);
    lease(plant.wire(1), here, laptop, router, name);
    plant.wire(1).arp(here + 1_000_000, server, laptop);
    plant.wire(1).tcp(here + 2_000_000, laptop, server, 445);
    sayNetbios(plant.wire(1), here + 3_000_000, laptop, name);
    plant.claim("dialled-in-laptops", device, realm, { mac: laptop.mac }, { ip: laptop.ip, atUs: here + 2_000_000 });
    const times = [away + 1_000_000, away + 600_000_000].map((atUs) => ({ ip: pool.ip, atUs }));
    plant.claim("dialled-in-laptops", plant.device("dialled-in"), realm, ...times);
  }
  const at = plant.at(0, 30);
  plant.wire(0).arp(at, server, gateway);
  plant.wire(0).tcp(at + 1_000_000, server, gateway, 443);
  plant.claim("dialled-in-laptops", plant.device("gateway"), realm, { mac: gateway.mac }, { ip: gateway.ip, atUs: at });
  plant.text(`zeek/dialled-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}

/** The names of two scanners: one sees a far network by addresses, the other at home by cards, a renumbering between them. */
export function renumberedNetwork(plant: CasePlant): void {
  const [before, after] = [plant.segment(), plant.segment()];
  const hosts = Array.from({ length: 8 }, (_, index) => ({
    mac: plant.mac([OUI.siemens, OUI.rockwell, OTHER_OUI.wago][index % 3] as string),
    device: plant.device("host"),
  }));
  for (const [day, { prefix, server, realm }] of [
    [0, before],
    [2, after],
  ] as const) {
    const scannedUs = plant.at(day, 60);
    const rows: (readonly [number, string, string, number])[] = [];
    for (const [index, { mac, device }] of hosts.entries()) {
      const ip = `${prefix}.${100 + ((index + day) % 8)}`;
      const host: Host = { mac, ip, ttl: 64 };
      const at = plant.at(day, 20 + index);
      plant.wire(day).arp(at, server, host);
      plant.wire(day).tcp(at + 1_000_000, server, host, 80);
      rows.push([plant.at(day, 300), server.ip, ip, 80]);
      const times = [at + 1_000_000, scannedUs, plant.at(day, 300)].map((atUs) => ({ ip, atUs }));
      plant.claim("renumbered-network", device, realm, { mac }, ...times);
    }
    const report = nmapReport(
      scannedUs,
      hosts.map((_, index) => ({ ip: `${prefix}.${100 + index}`, ports: openPort(80, "http") })),
    );
    plant.text(`scans/renumbered-${prefix}.xml`, "scanner", report);
    plant.text(`zeek/renumbered-${prefix}/conn.log`, "zeek", zeekConnections(rows));
  }
}
