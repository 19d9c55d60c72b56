import { concat, ipBytes, macBytes, u16 } from "../../bytes";
import { BROADCAST_MAC, ipv4 } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, s7Identity, sayLldp, sayMdns, sayNetbios } from "../../hard-cases/speak";
import { behind, type Host, type Wire } from "../../hard-cases/wire";
import { iAm, whoIs } from "../../messages/bacnet";
import { snmpGetSystem, snmpSystem } from "../../messages/management";
import { mdnsService } from "../../messages/names";
import { nmapReport, openPort } from "../nmap-text";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

/** A wireless client bridge speaks with its own card for the machines behind it, and counts no hops. */
export function clientBridge(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const bridge = plant.host(OUI.moxa, `${prefix}.40`, 64);
  const wire = plant.wire(1);
  const at = plant.at(1, 10);
  wire.arp(at, server, bridge);
  wire.udp(at + 1_000_000, server, bridge, 161, [
    { ask: snmpGetSystem(4), answer: snmpSystem(4, "AWK-1131A", `AWK-${prefix.split(".")[2]}`, "") },
  ]);
  for (let index = 0; index < 4; index++) {
    const machine: Host = { mac: bridge.mac, ip: `${prefix}.${41 + index}`, ttl: index === 3 ? 64 : 128 };
    const serial = plant.serial("S C-");
    for (const minute of [20, 200]) {
      const from = plant.at(1, minute + index);
      wire.arp(from, server, machine);
      if (index === 3) answerS7(wire, from + 1_000_000, server, machine, s7Identity(serial, "agv"));
      else {
        wire.tcp(from + 1_000_000, server, machine, 445);
        sayNetbios(wire, from + 2_000_000, machine, `AGV-${prefix.split(".")[2]}-${index}`);
      }
    }
    const traces = [{ ip: machine.ip, atUs: plant.at(1, 200 + index) }];
    plant.claim("client-bridge", plant.device("machine"), segment.realm, ...traces);
  }
  const traces = [{ mac: bridge.mac }, { ip: bridge.ip, atUs: at }];
  plant.claim("client-bridge", plant.device("bridge"), segment.realm, ...traces);
}

function advertise(wire: Wire, atUs: number, from: Host, group: number, virtualIp: string): void {
  const end = { mac: from.mac, ip: from.ip, port: 0 };
  const body = concat([0x21, group, 100, 1, 0, 1, 0, 0], ipBytes(virtualIp), new Uint8Array(8));
  wire.frame(atUs, ipv4(end, { mac: "01:00:5e:00:00:12", ip: "224.0.0.18", port: 0 }, 112, 255, 1, body));
}

/** Routers that advertise with the card of the group (RFC 5798, 7.3), each in turn; nobody asks for their own. */
export function routersThatAdvertise(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const group = 10 + plant.draw(200);
  const virtual: Host = { mac: `00:00:5e:00:01:${group.toString(16).padStart(2, "0")}`, ip: `${prefix}.250`, ttl: 64 };
  const far = { mac: "", ip: `10.96.${prefix.split(".")[2]}.9`, ttl: 128 };
  const rows: (readonly [number, string, string, number])[] = [];
  for (const [index, last] of [251, 252].entries()) {
    const router = plant.host(OUI.cisco, `${prefix}.${last}`, 255);
    for (const day of [0, 1]) {
      const wire = plant.wire(day);
      const isActive = day === index;
      for (let second = 0; second < 40; second++) {
        if (isActive)
          advertise(wire, plant.at(day, 50) + second * 30_000_000, { ...virtual, ip: router.ip }, group, virtual.ip);
      }
      if (isActive) {
        wire.arp(plant.at(day, 51), server, virtual);
        wire.tcp(plant.at(day, 52), server, behind(virtual, far), 443);
        wire.tcp(plant.at(day, 53), server, behind(router, far), 443);
      }
      if (day === 1) {
        wire.arp(plant.at(day, 90), server, router);
        wire.tcp(plant.at(day, 91), server, router, 22);
        rows.push([plant.at(0, 60), server.ip, router.ip, 22]);
      }
    }
    const traces = [
      { mac: router.mac },
      { ip: router.ip, atUs: plant.at(0, 60) },
      { ip: router.ip, atUs: plant.at(1, 90) },
    ];
    plant.claim("routers-that-advertise", plant.device("router"), segment.realm, ...traces);
  }
  plant.text(`zeek/standby-${prefix}/conn.log`, "zeek", zeekConnections(rows));
  plant.claim("routers-that-advertise", plant.device("virtual"), segment.realm, {
    ip: virtual.ip,
    atUs: plant.at(0, 51),
  });
  plant.claim("routers-that-advertise", plant.device("far"), segment.realm, { ip: far.ip, atUs: plant.at(0, 52) });
}

/** A BACnet broadcast device and a multicast reflector repeat what others said, with their own card and address. */
export function relayedAnnouncements(plant: CasePlant): void {
  const [segment, other] = [plant.segment(), plant.segment()];
  const { prefix, server } = segment;
  const wire = plant.wire(2);
  const at = plant.at(2, 10);
  const relay = plant.host(OUI.phoenix, `${prefix}.70`, 64);
  wire.arp(at, server, relay);
  wire.tcp(at, server, relay, 443);
  const base = 2_000_000 + plant.draw(500_000);
  const everybody = { mac: BROADCAST_MAC, ip: `${prefix}.255` };
  wire.announce(at + 1_000_000, server, 47808, whoIs(), everybody);
  wire.announce(at + 1_500_000, relay, 47808, iAm(base, 24), everybody);
  for (let index = 0; index < 6; index++) {
    const controller = plant.host(OTHER_OUI.wago, `${other.prefix}.${80 + index}`, 64);
    const said = iAm(base + 1 + index, 222);
    // J.2.5: Forwarded-NPDU, with the address of whoever said it first.
    const body = concat([0x81, 0x04], u16(said.length + 6), ipBytes(controller.ip), u16(47808), said.subarray(4));
    wire.announce(at + 2_000_000 + index * 50_000, relay, 47808, body, everybody);
    const home = plant.wire(2, "hall");
    home.arp(at + 2_000_000 + index * 50_000, other.server, controller);
    home.announce(at + 2_100_000 + index * 50_000, controller, 47808, said, {
      mac: BROADCAST_MAC,
      ip: `${other.prefix}.255`,
    });
    home.tcp(at + 3_000_000, other.server, controller, 80);
    const traces = [{ mac: controller.mac }, { ip: controller.ip, atUs: at + 2_500_000 }];
    plant.claim("relayed-announcements", plant.device("controller"), segment.realm, ...traces);
    // The reflector tells of a printer in the other network.
    const group = { ip: "224.0.0.251", mac: "01:00:5e:00:00:fb" };
    wire.announce(
      at + 4_000_000 + index,
      relay,
      5353,
      mdnsService(`unit-${base + index}`, controller.ip, []),
      group,
      255,
    );
    sayMdns(home, at + 4_100_000 + index, controller, `unit-${base + index}`);
  }
  const traces = [{ mac: relay.mac }, { ip: relay.ip, atUs: at }];
  plant.claim("relayed-announcements", plant.device("relay"), segment.realm, ...traces);
}

/** A container host with bridged guests, a telephone with a computer behind it, an access point with its clients. */
export function manyCardsBehindOnePort(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const wire = plant.wire(3);
  const local = () => `02:42:${[0, 0, 0, 0].map(() => plant.draw(256).toString(16).padStart(2, "0")).join(":")}`;
  const hosts: Host[] = [plant.host(OUI.hp, `${prefix}.90`, 64)];
  for (let index = 0; index < 12; index++) hosts.push({ mac: local(), ip: `${prefix}.${91 + index}`, ttl: 64 });
  for (const [index, host] of hosts.entries()) {
    const at = plant.at(3, 20 + index);
    wire.arp(at, server, host);
    wire.tcp(at + 1_000_000, server, host, 22);
    // Images are copied with their name.
    sayMdns(wire, at + 2_000_000, host, "edge-runtime");
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at }];
    plant.claim("many-cards-behind-one-port", plant.device("guest"), segment.realm, ...traces);
  }
  const [phone, computer] = plant
    .neighbours(OTHER_OUI.cisco, 2)
    .map((mac, index): Host => ({ mac, ip: `${prefix}.${110 + index}`, ttl: index ? 128 : 64 }));
  for (const host of [phone as Host, computer as Host]) {
    const at = plant.at(3, 60);
    wire.arp(at, server, host);
    wire.tcp(at + 1_000_000, server, host, 443);
    if (host === phone) {
      sayLldp(wire, at + 2_000_000, host, {
        chassisMac: host.mac,
        portName: "SW port",
        systemName: `SEP${host.mac.replaceAll(":", "").toUpperCase()}`,
        systemDescription: "Cisco IP Phone 8811",
        capabilities: 0x24,
        managementIp: host.ip,
      });
    } else sayNetbios(wire, at + 2_000_000, host, `DESK-${prefix.split(".")[2]}`);
    plant.claim(
      "many-cards-behind-one-port",
      plant.device("desk"),
      segment.realm,
      { mac: host.mac },
      { ip: host.ip, atUs: at },
    );
  }
}

/** Load balancing by a made-up card (NLB): the shared address is answered with it, and sent from with masked ones. */
export function balancedCluster(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const shared = `${prefix}.120`;
  const octets = ipBytes(shared)
    .map((octet) => octet.toString(16).padStart(2, "0"))
    .join(":");
  const cluster: Host = { mac: `02:bf:${octets}`, ip: shared, ttl: 128 };
  const wire = plant.wire(0);
  const arpBody = concat(
    [0, 1, 8, 0, 6, 4, 0, 2],
    macBytes(cluster.mac),
    ipBytes(shared),
    macBytes(server.mac),
    ipBytes(server.ip),
  );
  for (const [index, last] of [121, 122].entries()) {
    const masked = `02:${(index + 1).toString(16).padStart(2, "0")}:${octets}`;
    const node = plant.host(OUI.dell, `${prefix}.${last}`);
    for (const minute of [40, 140]) {
      const at = plant.at(0, minute + index);
      wire.arp(at, server, node);
      wire.tcp(at + 1_000_000, server, node, 445);
      sayNetbios(wire, at + 2_000_000, node, `WEB-${prefix.split(".")[2]}-${index + 1}`);
      wire.ethernet(at + 3_000_000, { mac: masked }, server.mac, 0x0806, arpBody);
      wire.tcp(at + 4_000_000, server, { ...cluster, mac: masked }, 443);
    }
    const traces = [{ mac: node.mac }, { ip: node.ip, atUs: plant.at(0, 141) }];
    plant.claim("balanced-cluster", plant.device("node"), segment.realm, ...traces);
  }
  plant.text(
    `scans/cluster-${prefix}.xml`,
    "scanner",
    nmapReport(plant.at(0, 100), [{ ip: shared, ports: openPort(443, "https") }]),
  );
  plant.claim("balanced-cluster", plant.device("cluster"), segment.realm, { ip: shared, atUs: plant.at(0, 100) });
}
