import { concat, ipBytes, u16 } from "../../bytes";
import { BROADCAST_MAC } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, s7Identity } from "../../hard-cases/speak";
import type { Host } from "../../hard-cases/wire";
import { iAm, type RoutedSource, whoIs } from "../../messages/bacnet";
import { snmpGetSystem, snmpSystem } from "../../messages/management";
import { holdingRegisters, readHoldingRegisters } from "../../messages/modbus";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

/**
 * A hot-standby pair of one delivery and one project: whoever is primary has the first address, the other the second;
 * they swap at every switchover, and both state the project's name.
 */
export function hotStandbyPairSwaps(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const cards = plant.neighbours(OUI.schneider, 3);
  const pair = [cards[0] as string, cards[2] as string].map((mac) => ({ mac, device: plant.device("controller") }));
  const rows: (readonly [number, string, string, number])[] = [];
  for (const day of [0, 1, 2, 3]) {
    const wire = plant.wire(day);
    for (const minute of [30, 45]) {
      for (const [index, { mac, device }] of pair.entries()) {
        // The second half of the last day belongs to the other one already.
        const turn = day + (day === 3 && minute === 45 ? 1 : 0);
        const host: Host = { mac, ip: `${prefix}.${50 + ((index + turn) % 2)}`, ttl: 64 };
        const at = plant.at(day, minute + index);
        wire.arp(at, server, host);
        wire.tcp(at + 1_000_000, server, host, 502, [
          { ask: readHoldingRegisters(1, 255, 0, 2), answer: holdingRegisters(1, 255, [1, 2]) },
        ]);
        wire.udp(at + 2_000_000, server, host, 161, [
          { ask: snmpGetSystem(3), answer: snmpSystem(3, "BME H58 4040", "BOILER-HSBY", "") },
        ]);
        rows.push([at + 30_000_000, server.ip, host.ip, 502]);
        const traces = [{ mac }, { ip: host.ip, atUs: at + 1_000_000 }, { ip: host.ip, atUs: at + 30_000_000 }];
        plant.claim("hot-standby-pair-swaps", device, segment.realm, ...traces);
      }
    }
  }
  plant.text(`zeek/standby-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}

/** The two stations of a redundant controller have an address each and state the pair's serial: they are one device. */
export function redundantControllers(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const cards = plant.neighbours(OUI.siemens, 2);
  const serial = plant.serial("S C-");
  const wire = plant.wire(2);
  const pair = plant.device("cpu");
  for (const [index, mac] of cards.entries()) {
    const host: Host = { mac, ip: `${prefix}.${60 + index}`, ttl: 64 };
    for (const minute of [50, 250]) {
      const at = plant.at(2, minute + index);
      wire.arp(at, server, host);
      answerS7(wire, at + 1_000_000, server, host, {
        ...s7Identity(serial, `REACTOR-${prefix.split(".")[2]}`),
        orderNumber: "6ES7 417-5HT06-0AB0",
        moduleName: "CPU 417-5 H PN/DP",
      });
    }
    const traces = [{ mac }, { ip: host.ip, atUs: plant.at(2, 250) }];
    plant.claim("redundant-controllers", pair, segment.realm, ...traces);
  }
}

/** Two routers lead to one BACnet network: its devices are there once, at the router that was heard first. */
export function twoRoutersToOneNetwork(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const wire = plant.wire(1);
  const everybody = { mac: BROADCAST_MAC, ip: `${prefix}.255` };
  const base = 3_000_000 + plant.draw(500_000);
  const network = 3000 + plant.draw(900);
  for (const [index, oui] of [OUI.phoenix, OTHER_OUI.wago].entries()) {
    const router = plant.host(oui, `${prefix}.${70 + index}`, 64);
    const at = plant.at(1, 100 + index * 20);
    wire.arp(at, server, router);
    wire.announce(at + 1_000_000, server, 47808, whoIs(), everybody);
    wire.announce(at + 1_000_100, router, 47808, iAm(base + 100 + index, 24), everybody);
    for (let address = 1; address <= 12; address++) {
      const routed: RoutedSource = { network, address };
      wire.announce(at + 2_000_000 + address * 50_000, router, 47808, iAm(base + address, 24, routed), everybody);
      const trace = { ip: router.ip, atUs: at + 1_000_100, child: `bacnet ${network}/${address}` };
      plant.claim("two-routers-to-one-network", index === 0 ? plant.device("child") : null, segment.realm, trace);
    }
    // Both say that they have a device with the same address in networks of their own: those are two.
    const own: RoutedSource = { network: network + 5000, address: 77 };
    wire.announce(at + 3_000_000, router, 47808, iAm(base + 200 + index, 24, own), everybody);
    plant.claim("two-routers-to-one-network", plant.device("child"), segment.realm, {
      ip: router.ip,
      atUs: at + 1_000_100,
      child: `bacnet ${network + 5000}/77`,
    });
    const traces = [{ mac: router.mac }, { ip: router.ip, atUs: at + 1_000_100 }];
    plant.claim("two-routers-to-one-network", plant.device("router"), segment.realm, ...traces);
  }
}

/** PRP (IEC 62439-3): what is attached to both networks is recorded twice, in two files, each frame with its trailer. */
export function parallelRedundancy(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const nodes = [0, 1].map((index) => plant.host(OTHER_OUI.abb, `${prefix}.${80 + index}`, 64));
  const redBox = plant.host(OTHER_OUI.hirschmann, `${prefix}.89`, 64);
  for (const [lan, sensor] of ["lan-a", "lan-b"].entries()) {
    const wire = plant.wire(1, sensor);
    for (const [index, node] of [...nodes, redBox].entries()) {
      const at = plant.at(1, 70 + index);
      wire.arp(at, server, node);
      wire.tcp(at + 1_000_000, server, node, 102);
      // Supervision: who sends, and for whom the box speaks (clause 4.3).
      const proxied =
        node === redBox ? [30, 6, ...redBox.mac.split(":").map((octet) => Number.parseInt(octet, 16))] : [];
      const supervision = concat(
        u16(0x1000),
        u16(index),
        [20, 6],
        node.mac.split(":").map((octet) => Number.parseInt(octet, 16)),
        proxied,
        [0, 0],
        new Uint8Array(32),
        u16(index),
        u16(lan === 0 ? 0xa000 : 0xb000),
        u16(0x88fb),
      );
      for (const minute of [71, 140])
        wire.ethernet(plant.at(1, minute), node, "01:15:4e:00:01:00", 0x88fb, supervision);
    }
  }
  for (const node of [...nodes, redBox]) {
    const traces = [{ mac: node.mac }, { ip: node.ip, atUs: plant.at(1, 72) }];
    plant.claim("parallel-redundancy", plant.device("node"), segment.realm, ...traces);
  }
}

/** A pair of firewalls: the standby one takes over the address, and says so by gratuitous ARP with its own card. */
export function firewallTakesOver(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const shared = `${prefix}.90`;
  for (const [index, last] of [91, 92].entries()) {
    const mac = plant.mac(OTHER_OUI.juniper);
    const own: Host = { mac, ip: `${prefix}.${last}`, ttl: 64 };
    const device = plant.device("firewall");
    for (const day of [0, 1, 2, 3]) {
      const wire = plant.wire(day);
      const at = plant.at(day, 300 + index);
      wire.arp(at, server, own);
      wire.tcp(at + 1_000_000, server, own, 22);
      if (day % 2 === index) {
        const active: Host = { ...own, ip: shared };
        const announced = concat(
          [0, 1, 8, 0, 6, 4, 0, 1],
          macOf(mac),
          ipBytes(shared),
          new Uint8Array(6),
          ipBytes(shared),
        );
        wire.ethernet(at + 2_000_000, own, BROADCAST_MAC, 0x0806, announced);
        wire.arp(at + 3_000_000, server, active);
        wire.tcp(at + 4_000_000, server, active, 443);
        plant.claim("firewall-takes-over", device, segment.realm, { ip: shared, atUs: at + 4_000_000 });
      }
    }
    plant.claim("firewall-takes-over", device, segment.realm, { mac }, { ip: own.ip, atUs: plant.at(0, 300 + index) });
  }
}

const macOf = (mac: string) => mac.split(":").map((octet) => Number.parseInt(octet, 16));
