import { concat, ipBytes, macBytes, u16 } from "../../bytes";
import { ethernet, ipv4 } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, s7Identity, sayLldp } from "../../hard-cases/speak";
import { behind, type Host, type Wire } from "../../hard-cases/wire";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

const octet = (value: number) => value.toString(16).padStart(2, "0");

/** VRRP version 2 (RFC 3768 §5), sent with the card of the group. */
function advertiseVrrp(
  wire: Wire,
  atUs: number,
  mac: string,
  from: string,
  group: number,
  priority: number,
  ip: string,
) {
  const body = concat([0x21, group, priority, 1, 0, 1, 0, 0], ipBytes(ip), new Uint8Array(8));
  wire.frame(
    atUs,
    ipv4({ mac, ip: from, port: 0 }, { mac: "01:00:5e:00:00:12", ip: "224.0.0.18", port: 0 }, 112, 255, 1, body),
  );
}

/** The group's address is the real one of the router that owns it (RFC 9568 §1.5): who asks for it is told the group's card. */
export function ownerOfTheGroupAddress(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const group = 20 + plant.draw(200);
  const virtual: Host = { mac: `00:00:5e:00:01:${octet(group)}`, ip: `${prefix}.4`, ttl: 64 };
  const owner: Host = { mac: plant.mac(OTHER_OUI.juniper), ip: virtual.ip, ttl: 64 };
  const backup: Host = { mac: plant.mac(OTHER_OUI.hirschmann), ip: `${prefix}.5`, ttl: 64 };
  const [first, second] = [plant.device("owner"), plant.device("backup")];
  for (const day of [0, 1, 2]) {
    const wire = plant.wire(day);
    const at = plant.at(day, 33);
    const isAway = day === 1;
    const master = isAway ? backup : owner;
    for (let turn = 0; turn < 10; turn++)
      advertiseVrrp(wire, at + turn * 1_000_000, virtual.mac, master.ip, group, isAway ? 100 : 255, virtual.ip);
    wire.arp(at + 20_000_000, server, virtual);
    wire.tcp(
      at + 21_000_000,
      server,
      behind(virtual, { mac: "", ip: `10.251.${prefix.split(".")[2]}.7`, ttl: 64 }),
      443,
    );
    wire.arp(at + 30_000_000, server, backup);
    wire.tcp(at + 31_000_000, server, backup, 22);
    plant.claim(
      "owner-of-the-group-address",
      second,
      realm,
      { mac: backup.mac },
      { ip: backup.ip, atUs: at + 31_000_000 },
    );
    if (isAway) continue;
    wire.tcp(at + 40_000_000, owner, server, 514);
    sayLldp(wire, at + 41_000_000, owner, {
      chassisMac: owner.mac,
      portName: "ge-0/0/1",
      systemName: `edge-${prefix.split(".")[2]}`,
      systemDescription: "Juniper Networks, Inc. srx340",
      capabilities: 0x14,
      managementIp: owner.ip,
    });
    plant.claim("owner-of-the-group-address", first, realm, { mac: owner.mac });
  }
}

/** CARP: the preferred firewall goes, comes back and takes the address within minutes, again and again. */
export function preferredFirewallComesBack(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const group = 1 + plant.draw(250);
  const virtual: Host = { mac: `00:00:5e:00:01:${octet(group)}`, ip: `${prefix}.6`, ttl: 64 };
  const pair = [OUI.intel, OTHER_OUI.intel].map(
    (oui, index): Host => ({ mac: plant.mac(oui), ip: `${prefix}.${7 + index}`, ttl: 64 }),
  );
  const devices = pair.map(() => plant.device("firewall"));
  const gateway = plant.device("gateway");
  const wire = plant.wire(1);
  for (let turn = 0; turn < 6; turn++) {
    const at = plant.at(1, 200 + turn * 5);
    const master = pair[turn % 2] as Host;
    const end = { mac: virtual.mac, ip: master.ip, port: 0 };
    const body = concat([0x21, group, turn % 2 ? 100 : 0, 7, 0, 1, 0, 0], new Uint8Array(28));
    for (let beat = 0; beat < 8; beat++)
      wire.frame(
        at + beat * 1_000_000,
        ipv4(end, { mac: "01:00:5e:00:00:12", ip: "224.0.0.18", port: 0 }, 112, 255, beat, body),
      );
    wire.arp(at + 9_000_000, server, virtual);
    wire.tcp(at + 10_000_000, server, virtual, 443);
    plant.claim("preferred-firewall-comes-back", gateway, realm, { ip: virtual.ip, atUs: at + 10_000_000 });
    for (const [index, host] of pair.entries()) {
      wire.arp(at + 12_000_000 + index, server, host);
      wire.tcp(at + 13_000_000 + index, server, host, 22);
      const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 13_000_000 }];
      plant.claim("preferred-firewall-comes-back", devices[index] as string, realm, ...traces);
    }
  }
}

/** Four stacked switches have one address; the next one takes it, with its own card, when the first one starts anew. */
export function stackUnderOneAddress(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const members = [0, 1, 2, 3].map(() => plant.neighbours(OUI.hp, 4));
  const ip = `${prefix}.9`;
  const name = `stack-${prefix.split(".")[2]}-${plant.draw(90)}`;
  const device = plant.device("stack");
  for (const day of [0, 1]) {
    const wire = plant.wire(day);
    const commander = (members[day] as string[])[0] as string;
    const at = plant.at(day, 44);
    wire.arp(at, server, { mac: commander, ip, ttl: 64 });
    wire.tcp(at + 1_000_000, server, { mac: commander, ip, ttl: 64 }, 443);
    for (let round = 0; round < 4; round++) {
      for (const [index, ports] of members.entries()) {
        for (const [number, mac] of ports.slice(1).entries()) {
          sayLldp(
            wire,
            at + 2_000_000 + round * 30_000_000 + index * 10_000 + number,
            { mac, ip: "", ttl: 0 },
            {
              chassisMac: commander,
              portName: `${index + 1}/${number + 1}`,
              systemName: name,
              systemDescription: "HPE OfficeConnect 1950 Switch",
              capabilities: 0x04,
              managementIp: ip,
            },
          );
        }
      }
    }
    const traces = members.flatMap((ports) => ports.slice(1, 3).map((mac) => ({ mac })));
    plant.claim("stack-under-one-address", device, realm, ...traces, { mac: commander }, { ip, atUs: at + 1_000_000 });
  }
}

/** A redundant pair exchanges addresses and cards at a switchover: by its serials, it is one device at both. */
export function pairThatExchangesItsCards(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const device = plant.device("pair");
  const serials = [plant.serial("S C-"), plant.serial("S C-")];
  const cards = plant.neighbours(OUI.siemens, 2);
  for (const day of [0, 2]) {
    const wire = plant.wire(day);
    for (const [index, serial] of serials.entries()) {
      const place = (index + day / 2) % 2;
      const host: Host = { mac: cards[place] as string, ip: `${prefix}.${52 + place}`, ttl: 30 };
      for (const minute of [90, 190]) {
        const at = plant.at(day, minute + index);
        wire.arp(at, server, host);
        answerS7(wire, at + 1_000_000, server, host, s7Identity(serial, `kiln-${prefix.split(".")[2]}`));
        plant.claim("pair-that-exchanges-its-cards", device, realm, { ip: host.ip, atUs: at + 1_000_000 });
      }
      plant.claim("pair-that-exchanges-its-cards", device, realm, { serial });
    }
  }
}

/** HSR (IEC 62439-3 clause 5): a ring in which each frame comes twice, and a box that speaks for two plain devices. */
export function ringWithARedundancyBox(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const box = plant.host(OTHER_OUI.hirschmann, `${prefix}.30`, 64);
  const nodes = [0, 1, 2].map((index) => plant.host(OTHER_OUI.abb, `${prefix}.${31 + index}`, 64));
  const plain = [0, 1].map((index) => plant.host(OUI.siemensOld, `${prefix}.${35 + index}`, 30));
  const wire = plant.wire(1, "ring");
  let sequence = plant.draw(1000);
  for (const [index, host] of [box, ...nodes, ...plain].entries()) {
    const at = plant.at(1, 55 + index);
    const start = wire.frames.length;
    wire.arp(at, server, host);
    wire.tcp(at + 1_000_000, server, host, 102);
    const own = wire.frames.splice(start);
    for (const { timeUs, bytes } of own) {
      sequence = (sequence + 1) & 0xffff;
      for (const path of [0, 1]) {
        const size = bytes.length - 14 + 6;
        const tag = concat([0x89, 0x2f], u16((path << 12) | size), u16(sequence));
        wire.frame(timeUs + path * 40, concat(bytes.subarray(0, 12), tag, bytes.subarray(12)));
      }
    }
    // Supervision: a plain device is told of by the box, with its card.
    const isPlain = index > nodes.length;
    const supervision = concat(
      u16(0x1000),
      u16(sequence),
      [23, 6],
      macBytes(host.mac),
      isPlain ? concat([30, 6], macBytes(box.mac)) : [],
      [0, 0],
      new Uint8Array(30),
    );
    const sender = isPlain ? box : host;
    for (const minute of [60, 160])
      wire.frame(plant.at(1, minute), ethernet(sender.mac, "01:15:4e:00:01:00", 0x88fb, supervision));
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 }];
    plant.claim("ring-with-a-redundancy-box", plant.device("node"), realm, ...traces);
  }
}

/** MRP (IEC 62439-2): the manager of a ring sends tests from both ring ports, each with its own card, several times a second. */
export function managerOfARing(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const wire = plant.wire(2);
  const rows: (readonly [number, string, string, number])[] = [];
  for (const turn of [0, 1]) {
    const ports = plant.neighbours(OUI.siemens, 4);
    const own: Host = { mac: ports[0] as string, ip: `${prefix}.${10 + turn}`, ttl: 64 };
    const name = `ring-${prefix.split(".")[2]}-${turn}`;
    const at = plant.at(2, 75 + turn);
    wire.arp(at, server, own);
    wire.tcp(at + 1_000_000, server, own, 80);
    rows.push([at + 900_000_000, server.ip, own.ip, 80]);
    for (const [index, mac] of ports.slice(1, 3).entries()) {
      for (let beat = 0; turn === 0 && beat < 60; beat++) {
        const test = concat([0, 1, 2, 18, 0x80, 0], macBytes(own.mac), u16(index), u16(0), u16(beat), [0, 0, 0, 0]);
        const common = concat([1, 14], u16(beat), new Uint8Array(12), [0, 0]);
        wire.ethernet(
          at + 2_000_000 + beat * 20_000 + index,
          { mac },
          "01:15:4e:00:00:01",
          0x88e3,
          concat(test, common),
        );
      }
      sayLldp(
        wire,
        at + 4_000_000 + index,
        { mac, ip: "", ttl: 0 },
        {
          chassisMac: own.mac,
          portName: `port-00${index + 1}`,
          systemName: name,
          systemDescription: "Siemens, SIMATIC NET, SCALANCE XC208",
          capabilities: 0x04,
          managementIp: own.ip,
        },
      );
    }
    const traces = [...ports.slice(0, 3).map((mac) => ({ mac })), { ip: own.ip, atUs: at + 900_000_000 }];
    plant.claim("manager-of-a-ring", plant.device("switch"), realm, ...traces);
  }
  plant.text(`zeek/ring-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}
