import { concat, le16, le32 } from "../../bytes";
import type { TimedFrame } from "../../capture-files";
import { ipv4 } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { lease, sayMdns, sayNetbios } from "../../hard-cases/speak";
import { behind, type Host, Wire } from "../../hard-cases/wire";
import { type Ipv6End, ipv6Bytes, neighbourAdvertisement, udp6 } from "../../ipv6-frames";
import { snmpGetSystem, snmpSystem } from "../../messages/management";
import { dnsAnswer, dnsQuery } from "../../messages/names";
import { nmapReport, openPort } from "../nmap-text";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

/** A printer is replaced by one of another maker under the same name and address; a scanner met both by address alone. */
export function printerUnderOneName(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm, router } = segment;
  const name = `prn-${prefix.split(".")[2]}`;
  for (const [turn, day] of [0, 2].entries()) {
    const host: Host = { mac: plant.mac([OUI.hp, OTHER_OUI.brother][turn] as string), ip: `${prefix}.130`, ttl: 64 };
    const [wire, at] = [plant.wire(day), plant.at(day, 50)];
    lease(wire, at, host, router, name);
    wire.arp(at + 1_000_000, server, host);
    wire.tcp(at + 2_000_000, server, host, 9100);
    wire.udp(at + 3_000_000, server, host, 161, [
      {
        ask: snmpGetSystem(3),
        answer: snmpSystem(3, turn ? "Brother NC-8300h" : "HP ETHERNET MULTI-ENVIRONMENT", name, ""),
      },
    ]);
    sayMdns(wire, at + 4_000_000, host, name);
    const scannedUs = plant.at(day, 90);
    plant.text(
      `scans/printer-${prefix}-${day}.xml`,
      "scanner",
      nmapReport(scannedUs, [{ ip: host.ip, name: `${name}.corp.example`, ports: openPort(9100, "jetdirect") }]),
    );
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 2_000_000 }, { ip: host.ip, atUs: scannedUs }];
    plant.claim("printer-under-one-name", plant.device("printer"), realm, ...traces);
  }
}

/**
 * A panel fails; the next one of its carton gets its backup, with name and address. Repaired, it goes to another network,
 * and bears the name for a day while the spare does.
 */
export function panelRestoredFromItsBackup(plant: CasePlant): void {
  const [segment, other] = [plant.segment(), plant.segment()];
  const cards = plant.neighbours(OUI.hp, 2);
  const name = `HMI-LINE-${segment.prefix.split(".")[2]}`;
  const devices = [plant.device("panel"), plant.device("panel")];
  const stays = [
    { day: 0, card: 0, at: segment, last: 77 },
    { day: 1, card: 1, at: segment, last: 77 },
    { day: 2, card: 1, at: segment, last: 77 },
    { day: 2, card: 0, at: other, last: 78 },
    { day: 3, card: 1, at: segment, last: 77 },
    { day: 3, card: 0, at: other, last: 78 },
  ];
  for (const { day, card, at: place, last } of stays) {
    const host: Host = { mac: cards[card] as string, ip: `${place.prefix}.${last}`, ttl: 128 };
    for (const minute of [60, 160]) {
      const [wire, at] = [plant.wire(day), plant.at(day, minute)];
      wire.arp(at, place.server, host);
      wire.tcp(at + 1_000_000, host, place.server, 445);
      sayNetbios(wire, at + 2_000_000, host, day === 3 && card === 0 ? `${name}-B` : name);
      plant.claim(
        "panel-restored-from-its-backup",
        devices[card] as string,
        place.realm,
        { mac: host.mac },
        { ip: host.ip, atUs: at + 1_000_000 },
      );
    }
  }
}

/** Copies of an image ask for leases under one client identifier (RFC 2132 §9.14): the server gives all the same address. */
export function copiesWithOneLease(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm, router } = segment;
  const copies = [0, 1, 2].map((): Host => ({ mac: plant.mac(OTHER_OUI.vmware), ip: `${prefix}.150`, ttl: 64 }));
  const devices = copies.map(() => plant.device("copy"));
  for (const day of [0, 1]) {
    for (const [index, copy] of copies.entries()) {
      const [wire, at] = [plant.wire(day), plant.at(day, 60 + index * 90)];
      lease(wire, at, copy, router, "gold-image");
      wire.arp(at + 1_000_000, server, copy);
      wire.tcp(at + 2_000_000, copy, server, 443);
      const traces = [{ mac: copy.mac }, { ip: copy.ip, atUs: at + 2_000_000 }];
      plant.claim("copies-with-one-lease", devices[index] as string, realm, ...traces);
    }
  }
}

/** A host with bridged guests, and guests behind its own address, whose packets have passed one router more. */
export function guestsBehindTheirHost(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const host = plant.host(OUI.dell, `${prefix}.160`, 128);
  const bridged = [0, 1].map((index) => plant.host(OTHER_OUI.vmware, `${prefix}.${161 + index}`, 64));
  const far = { mac: "", ip: "93.184.216.34", ttl: 55 };
  for (const day of [0, 1]) {
    const [wire, at] = [plant.wire(day), plant.at(day, 40)];
    for (const [index, it] of [host, ...bridged].entries()) {
      wire.arp(at + index, server, it);
      wire.tcp(at + 1_000_000 + index, it, server, 445);
    }
    sayNetbios(wire, at + 2_000_000, host, `ENG-${prefix.split(".")[2]}`);
    // Guests behind the host's address: another system, one hop further.
    for (const ttl of [63, 127]) {
      wire.tcp(at + 3_000_000 + ttl, { ...host, ttl }, server, 443);
      wire.tcp(at + 4_000_000 + ttl, { ...host, ttl }, behind(segment.router, far, 0), 443);
    }
    for (const it of [host, ...bridged]) {
      if (day === 0) plant.claim("guests-behind-their-host", `${realm}|${it.mac}`, realm, { mac: it.mac });
      plant.claim("guests-behind-their-host", `${realm}|${it.mac}`, realm, { ip: it.ip, atUs: at + 1_000_000 });
    }
  }
}

/** Clients roam between access points that put their own card on the wire for them; only leases tell their cards. */
export function clientsThatChangeTheirBridge(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm, router } = segment;
  const bridges = [0, 1].map((index) => plant.host(OUI.moxa, `${prefix}.${170 + index}`, 64));
  const clients = [0, 1, 2, 3].map((index) =>
    plant.host([OUI.intel, OUI.hp][index % 2] as string, `${prefix}.${172 + index}`),
  );
  const devices = clients.map(() => plant.device("client"));
  for (const day of [0, 1]) {
    const wire = plant.wire(day);
    for (const [index, bridge] of bridges.entries()) {
      const at = plant.at(day, 20 + index);
      wire.arp(at, server, bridge);
      wire.tcp(at + 1_000_000, server, bridge, 80);
      if (day === 0)
        plant.claim(
          "clients-that-change-their-bridge",
          `${realm}|${bridge.mac}`,
          realm,
          { mac: bridge.mac },
          { ip: bridge.ip, atUs: at },
        );
    }
    for (const [index, client] of clients.entries()) {
      const bridge = bridges[(index + day) % 2] as Host;
      const at = plant.at(day, 30 + index * 3);
      lease(wire, at, client, router, `AGV-${prefix.split(".")[2]}-${index}`);
      wire.arp(at + 1_000_000, server, { ...client, mac: bridge.mac });
      wire.tcp(at + 2_000_000, server, { ...client, mac: bridge.mac }, 445);
      sayNetbios(wire, at + 3_000_000, { ...client, mac: bridge.mac }, `AGV-${prefix.split(".")[2]}-${index}`);
      const traces = [{ mac: client.mac }, { ip: client.ip, atUs: at + 2_000_000 }];
      plant.claim("clients-that-change-their-bridge", devices[index] as string, realm, ...traces);
    }
  }
}

/** Windows computers reach IPv6 through IPv4 (ISATAP, RFC 5214; Teredo, RFC 4380) beside temporary addresses of their own. */
export function addressesOfTransition(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const site = `2001:db8:${(1 + plant.draw(0xfffe)).toString(16)}:${(1 + plant.draw(0xfffe)).toString(16)}`;
  const gate: Ipv6End = { mac: segment.router.mac, ip: "fe80::1" };
  for (let index = 0; index < 3; index++) {
    const host = plant.host(OUI.dell, `${prefix}.${180 + index}`);
    const device = plant.device("computer");
    const name = `WS-${prefix.split(".")[2]}-${index}`;
    for (const day of [0, 1]) {
      const [wire, at] = [plant.wire(day), plant.at(day, 30 + index)];
      wire.arp(at, server, host);
      wire.tcp(at + 1_000_000, host, server, 445);
      sayNetbios(wire, at + 2_000_000, host, name);
      // A router solicitation of ISATAP: IPv6 in IPv4, protocol 41, to the server that routes.
      const hex = host.ip.split(".").map((it) => Number(it));
      const own = `fe80::5efe:${(((hex[0] as number) << 8) | (hex[1] as number)).toString(16)}:${(((hex[2] as number) << 8) | (hex[3] as number)).toString(16)}`;
      const body = concat(
        [0x60, 0, 0, 0, 0, 8, 58, 255],
        ipv6Bytes(own),
        ipv6Bytes("ff02::2"),
        [133, 0, 0, 0, 0, 0, 0, 0],
      );
      wire.frame(at + 3_000_000, ipv4({ ...host, port: 0 }, { ...server, port: 0 }, 41, 128, 9, body));
      plant.claim("addresses-of-transition", device, realm, { mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 });
      const temporary = `${site}:${[0, 1, 2, 3].map(() => (1 + plant.draw(0xfffe)).toString(16)).join(":")}`;
      wire.frame(at + 4_000_000, neighbourAdvertisement({ mac: host.mac, ip: temporary }, gate));
      wire.frame(
        at + 4_100_000,
        udp6(
          { mac: host.mac, ip: temporary, port: 50_002 },
          { ...gate, ip: `${site}::53`, port: 53 },
          64,
          dnsQuery(3, "a.example"),
        ),
      );
      wire.frame(
        at + 4_200_000,
        udp6(
          { ...gate, ip: `${site}::53`, port: 53 },
          { mac: host.mac, ip: temporary, port: 50_002 },
          63,
          dnsAnswer(3, "a.example", "192.0.2.7"),
        ),
      );
      plant.claim("addresses-of-transition", device, realm, { ip: temporary, atUs: at + 4_100_000 });
    }
  }
}

/** Classic pcap whose records end after so many bytes, their full length beside it. */
function snapped(frames: readonly TimedFrame[], length: number): Uint8Array {
  const header = concat(le32(0xa1b2c3d4), le16(2), le16(4), le32(0), le32(0), le32(length), le32(1));
  const records = frames.map(({ timeUs, bytes }) => {
    const kept = bytes.subarray(0, length);
    return concat(le32(Math.floor(timeUs / 1e6)), le32(timeUs % 1e6), le32(kept.length), le32(bytes.length), kept);
  });
  return concat(header, ...records);
}

/** One sensor cuts frames after their headers, another sees one direction alone: the hosts of both are the same. */
export function cutAndHalfHeard(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const hosts = [0, 1, 2, 3].map((index) =>
    plant.host([OUI.siemens, OUI.moxa][index % 2] as string, `${prefix}.${190 + index}`, 64),
  );
  const [cut, half] = [new Wire(plant.draw), new Wire(plant.draw)];
  for (const [index, host] of hosts.entries()) {
    const at = plant.at(1, 100 + index);
    cut.arp(at, server, host);
    cut.tcp(at + 1_000_000, server, host, 502);
    const start = half.frames.length;
    half.arp(at + 60_000_000, server, host);
    half.tcp(at + 61_000_000, server, host, 502);
    // The mirror of one direction: what the hosts send.
    const own = host.mac.split(":").map((it) => Number.parseInt(it, 16));
    const sent = half.frames
      .splice(start)
      .filter(({ bytes }) => own.every((octet, place) => bytes[6 + place] === octet));
    half.frames.push(...sent);
    const times = [at + 1_000_000, at + 61_000_000].map((atUs) => ({ ip: host.ip, atUs }));
    plant.claim("cut-and-half-heard", plant.device("host"), realm, { mac: host.mac }, ...times);
  }
  const sorted = (wire: Wire) => wire.frames.sort((a, b) => a.timeUs - b.timeUs);
  plant.binary(`captures/cut-${prefix}.pcap`, "cut", snapped(sorted(cut), 54));
  plant.binary(`captures/half-${prefix}.pcap`, "half", snapped(sorted(half), 65_535));
}

/** Hosts under addresses that were made of their cards, at home under IPv4, beyond a router and in logs under IPv6. */
export function addressesMadeOfCards(plant: CasePlant): void {
  const [near, far] = [plant.segment(), plant.segment()];
  const part = () => (1 + plant.draw(0xfffe)).toString(16);
  const [site, other] = [
    `2a02:${part()}:${part()}:${part()}`,
    `fd${plant.draw(256).toString(16).padStart(2, "0")}:${part()}:${part()}:${part()}`,
  ];
  const listener: Ipv6End = { mac: near.server.mac, ip: `${other.split(":").slice(0, 3).join(":")}:53::1` };
  const rows: (readonly [number, string, string, number])[] = [];
  for (let index = 0; index < 4; index++) {
    const host = plant.host(
      [OUI.siemens, OUI.hp, OTHER_OUI.wago, OUI.phoenix][index] as string,
      `${far.prefix}.${140 + index}`,
      64,
    );
    const device = plant.device("host");
    const [a, b, c, d, e, f] = host.mac.split(":").map((it) => Number.parseInt(it, 16)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const own = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f].map((it) => it.toString(16)).join(":");
    const home = plant.at(0, 70 + index);
    plant.wire(0, "far").arp(home, far.server, host);
    plant.wire(0, "far").tcp(home + 1_000_000, far.server, host, 80);
    plant.claim(
      "addresses-made-of-cards",
      device,
      far.realm,
      { mac: host.mac },
      { ip: host.ip, atUs: home + 1_000_000 },
    );
    for (const day of [0, 1]) {
      const at = plant.at(day, 80 + index);
      const ip = `${other}:${own}`;
      const seen = { mac: near.router.mac, ip, port: 50_003 };
      plant.wire(day, "near").frame(at, udp6(seen, { ...listener, port: 53 }, 62, dnsQuery(day, "b.example")));
      plant
        .wire(day, "near")
        .frame(at + 900, udp6({ ...listener, port: 53 }, seen, 64, dnsAnswer(day, "b.example", "192.0.2.8")));
      rows.push([at + 60_000_000, `${site}:${own}`, listener.ip, 443]);
      plant.claim(
        "addresses-made-of-cards",
        device,
        near.realm,
        { ip, atUs: at },
        { ip: `${site}:${own}`, atUs: at + 60_000_000 },
      );
    }
  }
  plant.text(`zeek/made-of-cards-${near.prefix}/conn.log`, "zeek", zeekConnections(rows));
}

/** Four cards of one server, and the ports of a switch, name one system in link aggregation, each with its own card. */
export function portsOfAnAggregation(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const wire = plant.wire(3);
  const say = (atUs: number, mac: string, system: string) => {
    const octets = system.split(":").map((it) => Number.parseInt(it, 16));
    const body = concat(
      [1, 1, 1, 20, 0x80, 0],
      octets,
      [0, 13, 0x80, 0, 0, 22, 0x3d, 0, 0, 0],
      [2, 20],
      new Uint8Array(18),
      [3, 16, 0x80, 0],
      new Uint8Array(12),
      new Uint8Array(52),
    );
    for (let beat = 0; beat < 5; beat++)
      wire.ethernet(atUs + beat * 30_000_000, { mac }, "01:80:c2:00:00:02", 0x8809, body);
  };
  const tell = (last: number, cards: readonly string[], system: string) => {
    const host: Host = { mac: cards[0] as string, ip: `${prefix}.${last}`, ttl: 64 };
    const at = plant.at(3, 100 + last);
    wire.arp(at, server, host);
    wire.tcp(at + 1_000_000, server, host, 22);
    for (const [index, mac] of cards.entries()) say(at + 2_000_000 + index, mac, system);
    plant.claim("ports-of-an-aggregation", plant.device("bond"), realm, ...cards.map((mac) => ({ mac })), {
      ip: host.ip,
      atUs: at + 1_000_000,
    });
  };
  const ports = plant.neighbours(OTHER_OUI.cisco, 5);
  tell(200, ports, ports[0] as string);
  const cards = [plant.mac(OUI.dell), plant.mac(OUI.intel)];
  tell(201, cards, cards[0] as string);
  // Two switches of one multi-chassis domain, and its own system.
  const domain = `02:1c:73:${[0, 0, 0].map(() => plant.draw(256).toString(16).padStart(2, "0")).join(":")}`;
  for (const last of [202, 203]) tell(last, plant.neighbours(OUI.cisco, 3), domain);
}
