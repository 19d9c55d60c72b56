import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, lease, s7Identity, sayLldp, sayMdns, sayNetbios } from "../../hard-cases/speak";
import { behind, type Host } from "../../hard-cases/wire";
import { type Ipv6End, neighbourAdvertisement, udp6 } from "../../ipv6-frames";
import { dnsAnswer, dnsQuery } from "../../messages/names";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

/** Virtual machines go from host to host; the switch of the host announces them by RARP with their own card. */
export function migratingMachines(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const hosts = [0, 1].map((index) => plant.host(OUI.dell, `${prefix}.${60 + index}`, 64));
  const machines = [0, 1, 2].map((index) => plant.host(OTHER_OUI.vmware, `${prefix}.${70 + index}`, 128));
  for (const day of [0, 1, 2]) {
    for (const [index, machine] of machines.entries()) {
      const wire = plant.wire(day, (index + day) % 2 ? "rack-a" : "rack-b");
      const at = plant.at(day, 30 + index);
      // RFC 903: request reverse, sender and target are the machine's card, its addresses empty.
      const octets = machine.mac.split(":").map((it) => Number.parseInt(it, 16));
      const body = [0, 1, 8, 0, 6, 4, 0, 3, ...octets, 0, 0, 0, 0, ...octets, 0, 0, 0, 0];
      wire.ethernet(at, machine, "ff:ff:ff:ff:ff:ff", 0x8035, Uint8Array.from(body));
      wire.arp(at + 1_000_000, server, machine);
      wire.tcp(at + 2_000_000, server, machine, 445);
      sayNetbios(wire, at + 3_000_000, machine, `VM${prefix.split(".")[2]}-${index}`);
    }
    for (const host of hosts) {
      plant.wire(day).arp(plant.at(day, 40), server, host);
      plant.wire(day).tcp(plant.at(day, 41), server, host, 902);
    }
  }
  for (const host of [...hosts, ...machines]) {
    const times = [0, 1, 2].map((day) => ({ ip: host.ip, atUs: plant.at(day, 41) }));
    plant.claim("migrating-machines", plant.device("machine"), segment.realm, { mac: host.mac }, ...times);
  }
}

const eui64 = (prefix: string, mac: string) => {
  const [a, b, c, d, e, f] = mac.split(":").map((it) => Number.parseInt(it, 16)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return `${prefix}:${[((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f].map((it) => it.toString(16)).join(":")}`;
};

/** Hosts with IPv6 alone: link-local, made from the card, and temporary addresses, at home and beyond a router. */
export function ipv6AloneBeyondARouter(plant: CasePlant): void {
  const [near, far] = [plant.segment(), plant.segment()];
  const draw4 = () => (1 + plant.draw(0xfffe)).toString(16);
  const site = `2001:db8:${draw4()}:${draw4()}`;
  const listener: Ipv6End = { mac: near.server.mac, ip: `2001:db8:${draw4()}:${draw4()}::53` };
  const rows: (readonly [number, string, string, number])[] = [];
  for (let index = 0; index < 3; index++) {
    const mac = plant.mac(index === 2 ? OTHER_OUI.wago : OUI.hp);
    const device = plant.device("ipv6-host");
    const own = eui64(site, mac);
    for (const day of [0, 1]) {
      const [home, routed] = [plant.wire(day, "far"), plant.wire(day, "near")];
      const at = plant.at(day, 60 + index);
      const temporary = `${site}:${draw4()}:${draw4()}:${draw4()}:${draw4()}`;
      const gate: Ipv6End = { mac: far.router.mac, ip: "fe80::1" };
      for (const ip of [eui64("fe80::", mac).replace(":::", "::"), own, temporary]) {
        home.frame(at, neighbourAdvertisement({ mac, ip }, gate));
        if (ip.startsWith("fe80")) continue;
        const ask = dnsQuery(day, "a.example");
        const answer = dnsAnswer(day, "a.example", "192.0.2.9");
        home.frame(
          at + 1_000,
          udp6({ mac, ip, port: 50_001 }, { ...listener, mac: far.router.mac, port: 53 }, 64, ask),
        );
        home.frame(
          at + 2_000,
          udp6({ ...listener, mac: far.router.mac, port: 53 }, { mac, ip, port: 50_001 }, 62, answer),
        );
        const seen = { mac: near.router.mac, ip, port: 50_001 };
        routed.frame(at + 1_200, udp6(seen, { ...listener, port: 53 }, 62, ask));
        routed.frame(at + 1_800, udp6({ ...listener, port: 53 }, seen, 64, answer));
        rows.push([at + 600_000_000, ip, listener.ip, 443]);
        const times = [at + 1_000, at + 600_000_000].map((atUs) => ({ ip, atUs }));
        plant.claim("ipv6-alone-beyond-a-router", device, near.realm, { mac }, ...times);
      }
    }
  }
  plant.text(`zeek/ipv6-${near.prefix}/conn.log`, "zeek", zeekConnections(rows));
}

/** A firewall with a port in each of four networks says on each which system it is; its neighbour of the same make, too. */
export function firewallInFourNetworks(plant: CasePlant): void {
  const networks = Array.from({ length: 4 }, () => plant.segment());
  for (const index of [0, 1]) {
    const cards = networks.map(() => plant.mac(OTHER_OUI.juniper));
    const device = plant.device("firewall");
    const own = networks.map(
      ({ prefix }, at): Host => ({ mac: cards[at] as string, ip: `${prefix}.${240 + index}`, ttl: 64 }),
    );
    for (const [at, host] of own.entries()) {
      const segment = networks[at] as (typeof networks)[number];
      const wire = plant.wire(1);
      for (const minute of [15, 115]) {
        const time = plant.at(1, minute + index);
        wire.arp(time, segment.server, host);
        wire.tcp(time + 1_000_000, segment.server, host, 443);
        sayLldp(wire, time + 2_000_000, host, {
          chassisMac: cards[0] as string,
          portName: `ge-0/0/${at}`,
          systemName: `fw-${(networks[0] as (typeof networks)[number]).prefix.split(".")[2]}-${index}`,
          systemDescription: "Juniper Networks, Inc. srx345",
          capabilities: 0x14,
          managementIp: (own[0] as Host).ip,
        });
      }
      const traces = [{ mac: host.mac }, { ip: host.ip, atUs: plant.at(1, 16) }];
      plant.claim("firewall-in-four-networks", device, segment.realm, ...traces);
    }
  }
}

/** A cell behind a NAT router has a sensor of its own: its addresses are those of another cell, its router has two cards. */
export function cellBehindNat(plant: CasePlant): void {
  const outer = plant.segment();
  for (const index of [0, 1]) {
    const realm = `machine-${outer.prefix.split(".")[2]}-${index}`;
    const nat: Host = { mac: plant.mac(OUI.phoenix), ip: `${outer.prefix}.${40 + index}`, ttl: 64 };
    const inner: Host = { mac: plant.mac(OUI.phoenix), ip: "192.168.0.254", ttl: 64 };
    const panel = plant.host(OUI.siemens, "192.168.0.2", 128);
    const plc = plant.host(OUI.siemens, "192.168.0.1", 30);
    const serial = plant.serial("S C-");
    const [inside, outside] = [plant.wire(1, "cell", realm), plant.wire(1)];
    const at = plant.at(1, 40 + index);
    inside.arp(at, panel, plc);
    answerS7(inside, at + 1_000_000, panel, plc, s7Identity(serial, "press"));
    inside.arp(at + 2_000_000, panel, inner);
    inside.tcp(at + 3_000_000, panel, behind(inner, { ...outer.server, ttl: 128 }), 443);
    outside.arp(at + 2_500_000, outer.server, nat);
    outside.tcp(at + 3_000_100, { ...nat, ttl: 127 }, outer.server, 443);
    answerS7(outside, at + 9_000_000, outer.server, { ...nat, ttl: 29 }, s7Identity(serial, "press"));
    plant.claim("cell-behind-nat", plant.device("panel"), realm, { mac: panel.mac }, { ip: panel.ip, atUs: at });
    plant.claim("cell-behind-nat", plant.device("plc"), realm, { mac: plc.mac }, { ip: plc.ip, atUs: at });
    plant.claim("cell-behind-nat", plant.device("nat"), outer.realm, { mac: nat.mac });
  }
}

/** Wi-Fi clients with a new card a day and one name: no name joins them, in one realm or in two. */
export function newCardEveryDay(plant: CasePlant): void {
  const segment = plant.segment();
  for (const day of [0, 1, 2]) {
    for (const index of [0, 1]) {
      const tail = Array.from({ length: 5 }, () => plant.draw(256).toString(16).padStart(2, "0")).join(":");
      const host: Host = { mac: `${index ? "3e" : "92"}:${tail}`, ip: `${segment.prefix}.${210 + index}`, ttl: 64 };
      const [wire, at] = [plant.wire(day, "wifi"), plant.at(day, 80 + index)];
      lease(wire, at, host, segment.router, index ? "Pixel-7" : "OPPO-A54");
      wire.arp(at + 1_000_000, host, segment.router);
      wire.tcp(at + 2_000_000, host, segment.server, 443);
      sayMdns(wire, at + 3_000_000, host, index ? "Pixel-7" : "OPPO-A54");
      const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 2_000_000 }];
      plant.claim("new-card-every-day", plant.device("phone"), segment.realm, ...traces);
    }
  }
}
