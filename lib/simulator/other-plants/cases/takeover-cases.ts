import { concat, macBytes } from "../../bytes";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerListIdentity, answerS7, s7Identity, sayLldp, sayNetbios } from "../../hard-cases/speak";
import type { Host } from "../../hard-cases/wire";
import { OTHER_OUI } from "../other-makers";

/** Above all numbers that the plant's makers give: among thousands, one would be the card of another device by chance. */
const madeUp = (plant: CasePlant, prefix: string) => {
  const tail = Array.from({ length: 6 - prefix.split(":").length }, () => plant.draw(256));
  const [first = 0, ...rest] = tail;
  return [prefix, ...[first | 0x80, ...rest].map((byte) => byte.toString(16).padStart(2, "0"))].join(":");
};

/** Forged cards of a switch's maker name the switch as their system, hundreds and more: its ports stay one device. */
export function portsForgedInAFlood(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const wire = plant.wire(0);
  const device = plant.device("switch");
  const base = plant.host(OTHER_OUI.cisco, `${prefix}.90`, 64);
  const name = `dist-${prefix.split(".")[2]}`;
  const say = (atUs: number, mac: string, port: string) =>
    sayLldp(
      wire,
      atUs,
      { mac, ip: "", ttl: 0 },
      {
        chassisMac: base.mac,
        portName: port,
        systemName: name,
        systemDescription: "Cisco IOS Software, IE4000",
        capabilities: 0x14,
        managementIp: base.ip,
      },
    );
  const ports = Array.from({ length: 6 }, () => plant.mac(OTHER_OUI.cisco));
  for (const minute of [15, 90, 300]) {
    wire.arp(plant.at(0, minute), server, base);
    wire.tcp(plant.at(0, minute) + 1_000_000, server, base, 22);
    for (let beat = 0; beat < 5; beat++)
      for (const [index, mac] of [base.mac, ...ports].entries())
        say(plant.at(0, minute) + beat * 30_000_000, mac, `Gi1/${index}`);
  }
  for (let index = 0; index < 1_300; index++)
    say(plant.at(0, 200) + index * 9_000, madeUp(plant, OTHER_OUI.cisco), "Gi1/9");
  plant.claim("ports-forged-in-a-flood", device, realm, ...[base.mac, ...ports].map((mac) => ({ mac })), {
    ip: base.ip,
    atUs: plant.at(0, 90),
  });
}

/** Cards that nobody made state the serial of a rack with two adapters: the rack stays one. */
export function serialOfARackIsRepeated(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const wire = plant.wire(2);
  const serial = 0x40000000 + plant.draw(0x0fffffff);
  const identity = {
    vendorId: 1,
    deviceType: 14,
    productCode: 166,
    revision: [33, 11] as const,
    serial,
    productName: "1756-L83E/B",
  };
  const adapters = [0, 1].map((index) => plant.host(OTHER_OUI.rockwell, `${prefix}.${100 + index}`, 64));
  const impostors = [0, 1, 2].map(
    (index): Host => ({
      mac: index === 2 ? plant.mac(OUI.dell) : madeUp(plant, "0a"),
      ip: `${prefix}.${110 + index}`,
      ttl: 64,
    }),
  );
  const rack = plant.device("rack");
  for (const [index, host] of [...adapters, ...impostors].entries()) {
    for (const minute of [60, 160]) {
      const at = plant.at(2, minute + index);
      wire.arp(at, server, host);
      answerListIdentity(wire, at + 1_000_000, server, host, identity);
    }
    const device = index < 2 ? rack : plant.device("impostor");
    plant.claim(
      "serial-of-a-rack-is-repeated",
      device,
      realm,
      { mac: host.mac },
      { ip: host.ip, atUs: plant.at(2, 160 + index) },
    );
  }
}

/** A forged neighbour of a switch's ports has an address, and says the switch's name: the switch stays one. */
export function neighbourIsForged(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const wire = plant.wire(1);
  const [a, b, c, forged] = plant.neighbours(OUI.siemens, 4) as [string, string, string, string];
  const own: Host = { mac: a, ip: `${prefix}.120`, ttl: 64 };
  const forger: Host = { mac: forged, ip: `${prefix}.121`, ttl: 128 };
  const device = plant.device("switch");
  const name = `sw-${prefix.split(".")[2]}`;
  for (const host of [own, forger]) {
    for (const minute of [5, 105]) {
      wire.arp(plant.at(1, minute), server, host);
      wire.tcp(plant.at(1, minute) + 1_000_000, server, host, 80);
    }
  }
  for (const [index, mac] of [a, b, c, forged].entries()) {
    for (let beat = 0; beat < 4; beat++)
      sayLldp(
        wire,
        plant.at(1, 6) + beat * 30_000_000,
        { mac, ip: "", ttl: 0 },
        {
          chassisMac: a,
          portName: `port-00${index}`,
          systemName: name,
          systemDescription: "Siemens, SIMATIC NET, SCALANCE XC208",
          capabilities: 0x04,
          managementIp: own.ip,
        },
      );
  }
  plant.claim("neighbour-is-forged", device, realm, ...[a, b, c].map((mac) => ({ mac })), {
    ip: own.ip,
    atUs: plant.at(1, 105),
  });
  plant.claim(
    "neighbour-is-forged",
    plant.device("forger"),
    realm,
    { mac: forged },
    { ip: forger.ip, atUs: plant.at(1, 105) },
  );
}

/** A stack is led by another member: its ports name another chassis from then on. */
export function stackWithAnotherMaster(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const cards = [...plant.neighbours(OUI.cisco, 3), ...plant.neighbours(OUI.cisco, 3)];
  const device = plant.device("stack");
  for (const day of [0, 1, 2]) {
    const master = cards[day === 0 ? 0 : 3] as string;
    const host: Host = { mac: master, ip: `${prefix}.130`, ttl: 64 };
    const [wire, at] = [plant.wire(day), plant.at(day, 33)];
    wire.arp(at, server, host);
    wire.tcp(at + 1_000_000, server, host, 22);
    for (const [index, mac] of cards.entries()) {
      for (let beat = 0; beat < 3; beat++)
        sayLldp(
          wire,
          at + 2_000_000 + beat * 30_000_000,
          { mac, ip: "", ttl: 0 },
          {
            chassisMac: master,
            portName: `Gi${1 + Math.floor(index / 3)}/0/${index % 3}`,
            systemName: `stack-${prefix.split(".")[2]}`,
            systemDescription: "Cisco IOS XE, Catalyst",
            capabilities: 0x04,
            managementIp: host.ip,
          },
        );
    }
    plant.claim("stack-with-another-master", device, realm, { ip: host.ip, atUs: at + 1_000_000 });
  }
  plant.claim("stack-with-another-master", device, realm, ...cards.map((mac) => ({ mac })));
}

/** A controller fails, and its spare has its address, its name and its project; repaired, it comes back at another address. */
export function repairedControllerComesBack(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const units = [0, 1].map(() => ({
    mac: plant.mac(OUI.siemens),
    serial: plant.serial("S C-"),
    device: plant.device("plc"),
  }));
  const stays = [
    { day: 0, unit: 0, last: 140 },
    { day: 1, unit: 1, last: 140 },
    { day: 2, unit: 1, last: 140 },
    { day: 2, unit: 0, last: 141 },
    { day: 3, unit: 0, last: 140 },
    { day: 3, unit: 1, last: 141 },
  ];
  for (const { day, unit, last } of stays) {
    const { mac, serial, device } = units[unit] as (typeof units)[number];
    const host: Host = { mac, ip: `${prefix}.${last}`, ttl: 30 };
    const [wire, at] = [plant.wire(day), plant.at(day, 66 + unit)];
    wire.arp(at, server, host);
    answerS7(wire, at + 1_000_000, server, host, s7Identity(serial, `saw-${prefix.split(".")[2]}`));
    plant.claim(
      "repaired-controller-comes-back",
      device,
      realm,
      { mac },
      { ip: host.ip, atUs: at + 1_000_000 },
      { serial },
    );
  }
}

/** A bridge with two machines of fixed addresses behind it: one sensor sees its card, the other one theirs. */
export function bridgeWithTwoMachines(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const bridge = plant.host(OUI.moxa, `${prefix}.150`, 64);
  const machines = [0, 1].map((index) =>
    plant.host([OUI.siemens, OUI.hp][index] as string, `${prefix}.${151 + index}`, 64 * (index + 1)),
  );
  for (const day of [0, 1]) {
    const [core, cell] = [plant.wire(day), plant.wire(day, "agv")];
    for (const minute of [80, 180]) {
      const at = plant.at(day, minute);
      for (const [index, host] of [bridge, ...machines].entries()) {
        const seen = { ...host, mac: bridge.mac };
        core.arp(at + index * 3_000_000, server, seen);
        core.tcp(at + index * 3_000_000 + 1_000_000, server, seen, 80);
        cell.arp(at + index * 3_000_000 + 20_000, server, host);
        cell.tcp(at + index * 3_000_000 + 1_010_000, server, host, 80);
      }
    }
  }
  for (const host of [bridge, ...machines])
    plant.claim(
      "bridge-with-two-machines",
      plant.device("host"),
      realm,
      { mac: host.mac },
      { ip: host.ip, atUs: plant.at(1, 180) + 1_000_000 },
    );
}

/** Names of a service beside the host's: a cluster, a share and a load balancer say them from a node that has another one. */
export function nameOfAServerIsBorrowed(plant: CasePlant): void {
  const [control, office] = [plant.segment(), plant.segment()];
  const third = control.prefix.split(".")[2];
  const ports = plant.neighbours(OUI.dell, 2);
  const device = plant.device("server");
  for (const [index, place] of [control, office].entries()) {
    const host: Host = { mac: ports[index] as string, ip: `${place.prefix}.45`, ttl: 128 };
    for (const minute of [12, 112]) {
      const [wire, at] = [plant.wire(0), plant.at(0, minute)];
      wire.arp(at, place.server, host);
      wire.tcp(at + 1_000_000, place.server, host, 445);
      sayNetbios(wire, at + 2_000_000, host, `MES${third}`);
    }
    plant.claim(
      "name-of-a-server-is-borrowed",
      device,
      place.realm,
      { mac: host.mac },
      { ip: host.ip, atUs: plant.at(0, 112) },
    );
  }
  const borrower: Host = { mac: madeUp(plant, "06"), ip: `${office.prefix}.145`, ttl: 64 };
  const [wire, at] = [plant.wire(0), plant.at(0, 60)];
  wire.arp(at, office.server, borrower);
  wire.tcp(at + 1_000_000, office.server, borrower, 445);
  sayNetbios(wire, at + 2_000_000, borrower, `MES${third}`);
  plant.claim(
    "name-of-a-server-is-borrowed",
    plant.device("borrower"),
    office.realm,
    { mac: borrower.mac },
    { ip: borrower.ip, atUs: at + 1_000_000 },
  );
}

/** A frame with a server's card names a protection relay, which has no address, as the system of its link aggregation. */
export function aggregationThatIsForged(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const wire = plant.wire(2);
  const host = plant.host(OUI.dell, `${prefix}.160`, 128);
  const relay = plant.mac(OTHER_OUI.abb);
  const at = plant.at(2, 44);
  for (const minute of [0, 100]) {
    wire.arp(at + minute * 60_000_000, server, host);
    wire.tcp(at + minute * 60_000_000 + 1_000_000, server, host, 445);
  }
  for (let beat = 0; beat < 40; beat++)
    wire.ethernet(at + beat * 4_000_000, { mac: relay }, "01:0c:cd:01:00:07", 0x88b8, new Uint8Array(60));
  // IEEE 802.1AX §6.4.2.3: actor, partner and collector.
  const actor = concat([1, 1, 1, 20, 0x80, 0], macBytes(relay), [0, 13, 0x80, 0, 0, 22, 0x3d, 0, 0, 0]);
  const body = concat(actor, [2, 20], new Uint8Array(18), [3, 16, 0x80, 0], new Uint8Array(64));
  for (let beat = 0; beat < 6; beat++) wire.ethernet(at + beat * 30_000_000, host, "01:80:c2:00:00:02", 0x8809, body);
  plant.claim(
    "aggregation-that-is-forged",
    plant.device("server"),
    realm,
    { mac: host.mac },
    { ip: host.ip, atUs: at },
  );
  plant.claim("aggregation-that-is-forged", plant.device("relay"), realm, { mac: relay });
}

/** Frames with the cards of two servers in two networks name one system by LLDP: by themselves, they have two names. */
export function serversNamedAsOne(plant: CasePlant): void {
  const places = [plant.segment(), plant.segment()];
  const hosts = places.map(({ prefix }, index) => plant.host([OUI.dell, OUI.hp][index] as string, `${prefix}.165`));
  for (const [index, host] of hosts.entries()) {
    const { prefix, server, realm } = places[index] as (typeof places)[number];
    for (const day of [0, 1]) {
      const [wire, at] = [plant.wire(day), plant.at(day, 77)];
      wire.arp(at, server, host);
      wire.tcp(at + 1_000_000, server, host, 445);
      sayNetbios(wire, at + 2_000_000, host, `FILES-${prefix.split(".")[2]}`);
      for (let beat = 0; beat < 4; beat++)
        sayLldp(wire, at + 3_000_000 + beat * 30_000_000, host, {
          chassisMac: (hosts[0] as Host).mac,
          portName: `eth${index}`,
          systemName: "gw-backup",
          systemDescription: "Linux",
          capabilities: 0x80,
          managementIp: (hosts[0] as Host).ip,
        });
    }
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: plant.at(1, 78) }];
    plant.claim("servers-named-as-one", plant.device("server"), realm, ...traces);
  }
}
