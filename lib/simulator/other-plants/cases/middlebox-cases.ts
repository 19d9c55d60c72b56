import { TCP_ACK, TCP_SYN, tagged, tcp } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, lease, s7Identity, sayNetbios } from "../../hard-cases/speak";
import { behind, type Host } from "../../hard-cases/wire";
import { snmpGetSystem, snmpSystem } from "../../messages/management";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

const TCP_RST = 0x04;

/** A network is scanned through a firewall that completes every handshake; the log and the tunnel know no cards. */
export function answeringFirewallInLogs(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix } = segment;
  const scanner = `${prefix}.242`;
  const third = prefix.split(".")[2];
  const start = plant.at(1, 440);
  const scanned: (readonly [number, string, string, number])[] = [];
  const talked: (readonly [number, string, string, number])[] = [];
  for (let last = 1; last < 255; last++) {
    const ip = `172.27.${third}.${last}`;
    scanned.push([start + last * 20_000, scanner, ip, 102]);
    if (last % 10 === 0) plant.claim("answering-firewall-in-logs", null, segment.realm, { ip, atUs: start });
  }
  // One that really talks, in front of the same firewall.
  for (const index of [0, 1, 2, 3])
    talked.push([start - 60_000_000 * (index + 1), scanner, `172.27.${third}.255`, 443]);
  plant.text(`zeek/answered-${prefix}/conn.log`, "zeek", zeekConnections(scanned, "S1"));
  plant.text(`zeek/talked-${prefix}/conn.log`, "zeek", zeekConnections(talked));
  const traces = [{ ip: scanner, atUs: start }];
  plant.claim("answering-firewall-in-logs", plant.device("scanner"), segment.realm, ...traces);
}

/** A firewall refuses every connection to a network behind it, in the name of each address. */
export function refusingFirewall(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix } = segment;
  const scanner = plant.host(OUI.dell, `${prefix}.243`);
  const firewall = plant.host(OTHER_OUI.juniper, `${prefix}.244`, 64);
  const wire = plant.wire(1);
  const start = plant.at(1, 460);
  wire.arp(start, scanner, firewall);
  wire.tcp(start, scanner, firewall, 22);
  const rows: (readonly [number, string, string, number])[] = [];
  for (let last = 1; last < 255; last++) {
    const ip = `172.28.${prefix.split(".")[2]}.${last}`;
    const at = start + 10_000_000 + last * 20_000;
    const from = { mac: scanner.mac, ip: scanner.ip, port: 41_000 + last };
    const to = { mac: firewall.mac, ip, port: 502 };
    wire.frame(at, tcp(from, to, 128, last, { seq: 1000, ack: 0, flags: TCP_SYN }));
    wire.frame(at + 300, tcp(to, from, 64, last, { seq: 0, ack: 1001, flags: TCP_RST | TCP_ACK }));
    rows.push([at, scanner.ip, ip, 502]);
    if (last % 10 === 0) plant.claim("refusing-firewall", null, segment.realm, { ip, atUs: at });
  }
  plant.text(`zeek/refused-${prefix}/conn.log`, "zeek", zeekConnections(rows, "REJ"));
  for (const host of [scanner, firewall]) {
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: start }];
    plant.claim("refusing-firewall", plant.device("real"), segment.realm, ...traces);
  }
}

/** Routing switches: one with a single card for all of its twelve networks, one with a card for each of four. */
export function layer3Switches(plant: CasePlant): void {
  const [single, many] = [plant.device("switch"), plant.device("switch")];
  const mac = plant.mac(OTHER_OUI.hirschmann);
  const cards = plant.neighbours(OTHER_OUI.cisco, 4);
  const name = `L3-${plant.draw(1000)}`;
  const far = { mac: "", ip: `10.250.${plant.draw(250)}.7`, ttl: 64 };
  for (let index = 0; index < 12; index++) {
    const segment = plant.segment();
    const { prefix, server } = segment;
    const wire = plant.wire(0);
    const at = plant.at(0, 30 + index);
    const gates: [string, string, string][] = [[mac, `${prefix}.3`, single]];
    if (index < 4) gates.push([cards[index] as string, `${prefix}.4`, many]);
    for (const [card, ip, device] of gates) {
      const gate: Host = { mac: card, ip, ttl: 255 };
      for (const laterUs of [0, 3_600_000_000]) {
        wire.arp(at + laterUs, server, gate);
        wire.udp(at + laterUs + 1_000_000, server, gate, 161, [
          { ask: snmpGetSystem(9), answer: snmpSystem(9, "routing switch", device === many ? name : "", "") },
        ]);
        wire.tcp(at + laterUs + 2_000_000, server, behind(gate, far), 443);
      }
      const traces = [{ mac: card }, { ip, atUs: at }, { ip, atUs: at + 3_600_000_000 }];
      plant.claim("layer-3-switches", device, segment.realm, ...traces);
    }
  }
  plant.claim("layer-3-switches", plant.device("far"), "plant", { ip: far.ip, atUs: plant.at(0, 30) });
}

/** One-to-one NAT in front of a machine: the box answers by ARP for five controllers, and may not count hops. */
export function oneToOneNat(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const box = plant.host(OUI.phoenix, `${prefix}.120`, 64);
  const wire = plant.wire(2);
  const hops = plant.draw(2);
  wire.arp(plant.at(2, 20), server, box);
  wire.tcp(plant.at(2, 20), server, box, 443);
  for (let index = 0; index < 5; index++) {
    const mapped: Host = { mac: box.mac, ip: `${prefix}.${121 + index}`, ttl: 64 - hops };
    const serial = plant.serial("S C-");
    for (const minute of [22, 222]) {
      const at = plant.at(2, minute + index);
      wire.arp(at, server, { ...mapped, ttl: 64 });
      answerS7(wire, at + 1_000_000, server, mapped, s7Identity(serial, "CELL"));
    }
    const traces = [{ ip: mapped.ip, atUs: plant.at(2, 222) }, { serial }];
    plant.claim("one-to-one-nat", plant.device("plc"), segment.realm, ...traces);
  }
  const traces = [{ mac: box.mac }, { ip: box.ip, atUs: plant.at(2, 20) }];
  plant.claim("one-to-one-nat", plant.device("box"), segment.realm, ...traces);
}

/** A wireless controller answers by ARP for its clients with its own card; what they send comes with theirs. */
export function controllerAnswersForClients(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, router } = segment;
  const controller = plant.host(OTHER_OUI.cisco, `${prefix}.130`, 255);
  const wire = plant.wire(0);
  wire.arp(plant.at(0, 300), server, controller);
  wire.tcp(plant.at(0, 300), server, controller, 443);
  const rows: (readonly [number, string, string, number])[] = [];
  for (let index = 0; index < 5; index++) {
    const client: Host = { mac: plant.mac(OUI.intel), ip: `${prefix}.${131 + index}`, ttl: 128 };
    const at = plant.at(0, 310 + index * 10);
    lease(wire, at, client, router, `SCAN-${prefix.split(".")[2]}-${index}`);
    wire.arp(at + 1_000_000, server, { ...controller, ip: client.ip });
    wire.tcp(at + 2_000_000, client, server, 443);
    sayNetbios(wire, at + 3_000_000, client, `SCAN-${prefix.split(".")[2]}-${index}`);
    wire.arp(at + 90_000_000, server, { ...controller, ip: client.ip });
    wire.tcp(at + 120_000_000, client, server, 443);
    rows.push([at + 100_000_000, client.ip, server.ip, 443]);
    const times = [at + 2_000_000, at + 100_000_000].map((atUs) => ({ ip: client.ip, atUs }));
    plant.claim("controller-answers-for-clients", plant.device("client"), segment.realm, { mac: client.mac }, ...times);
  }
  plant.text(`zeek/wireless-${prefix}/conn.log`, "zeek", zeekConnections(rows));
  const traces = [{ mac: controller.mac }, { ip: controller.ip, atUs: plant.at(0, 300) }];
  plant.claim("controller-answers-for-clients", plant.device("controller"), segment.realm, ...traces);
}

/** A trunk: the same frames before and behind the router, in two VLANs of one file. */
export function routedOnATrunk(plant: CasePlant): void {
  const [left, right] = [plant.segment(), plant.segment()];
  const gate = plant.mac(OTHER_OUI.juniper);
  const gates = [left, right].map(({ prefix }): Host => ({ mac: gate, ip: `${prefix}.5`, ttl: 64 }));
  const client = plant.host(OUI.dell, `${left.prefix}.140`);
  const plc = plant.host(OUI.siemens, `${right.prefix}.140`, 64);
  const serial = plant.serial("S C-");
  const wire = plant.wire(1, "trunk");
  const at = plant.at(1, 30);
  const tag = (vlan: number, tell: () => void) => {
    const from = wire.frames.length;
    tell();
    for (let index = from; index < wire.frames.length; index++) {
      const frame = wire.frames[index] as (typeof wire.frames)[number];
      wire.frames[index] = { ...frame, bytes: tagged(frame.bytes, vlan) };
    }
  };
  tag(10, () => {
    wire.arp(at, client, gates[0] as Host);
    answerS7(wire, at + 1_000_000, client, behind(gates[0] as Host, plc), s7Identity(serial, "mill"));
  });
  tag(20, () => {
    wire.arp(at, plc, gates[1] as Host);
    answerS7(wire, at + 1_000_010, behind(gates[1] as Host, client), plc, s7Identity(serial, "mill"));
  });
  for (const host of [client, plc]) {
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 }];
    plant.claim("routed-on-a-trunk", plant.device("end"), left.realm, ...traces);
  }
  const traces = [{ mac: gate }, ...gates.map(({ ip }) => ({ ip, atUs: at }))];
  plant.claim("routed-on-a-trunk", plant.device("router"), left.realm, ...traces);
}
