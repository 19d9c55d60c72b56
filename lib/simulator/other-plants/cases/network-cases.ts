import { TCP_ACK, TCP_SYN, tcp } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, lease, s7Identity, sayLldp, sayNetbios } from "../../hard-cases/speak";
import { behind, type Host } from "../../hard-cases/wire";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections, zeekLeases } from "../zeek-text";

/** A router answers for five hosts of another network that were given too wide a mask; their packets come decremented. */
export function proxyArpForAFew(plant: CasePlant): void {
  const segment = plant.segment();
  const { router, server, prefix } = segment;
  const wire = plant.wire(0);
  wire.arp(plant.at(0, 10), server, router);
  wire.tcp(plant.at(0, 11), server, router, 22);
  for (let index = 0; index < 5; index++) {
    const ip = `172.30.${prefix.split(".")[2]}.${20 + index}`;
    const at = plant.at(0, 20 + index * 10);
    wire.arp(at, server, { ...router, ip });
    wire.tcp(at + 1_000_000, server, behind(router, { mac: "", ip, ttl: index % 2 ? 64 : 128 }), 443);
    plant.claim("proxy-arp-for-a-few", plant.device("far"), segment.realm, { ip, atUs: at + 1_000_000 });
  }
  const traces = [{ mac: router.mac }, { ip: router.ip, atUs: plant.at(0, 10) }];
  plant.claim("proxy-arp-for-a-few", plant.device("router"), segment.realm, ...traces);
}

/** A firewall completes the handshake for every address of a network that is scanned through it. */
export function answeringFirewall(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix } = segment;
  const scanner = plant.host(OUI.dell, `${prefix}.240`);
  const firewall = plant.host(OTHER_OUI.juniper, `${prefix}.241`, 64);
  const wire = plant.wire(1);
  const start = plant.at(1, 400);
  wire.arp(start, scanner, firewall);
  wire.tcp(start, scanner, firewall, 22);
  for (let last = 1; last < 255; last++) {
    const ip = `172.29.${prefix.split(".")[2]}.${last}`;
    const at = start + 10_000_000 + last * 20_000;
    const from = { mac: scanner.mac, ip: scanner.ip, port: 40_000 + last };
    const to = { mac: firewall.mac, ip, port: 102 };
    wire.frame(at, tcp(from, to, 128, last, { seq: 1000, ack: 0, flags: TCP_SYN }));
    wire.frame(at + 300, tcp(to, from, 64, last, { seq: 77, ack: 1001, flags: TCP_SYN | TCP_ACK }));
    if (last % 10 === 0) plant.claim("answering-firewall", null, segment.realm, { ip, atUs: at });
  }
  for (const host of [scanner, firewall]) {
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: start }];
    plant.claim("answering-firewall", plant.device("real"), segment.realm, ...traces);
  }
}

/** Somebody sends with made-up source addresses of the plant; the server answers each of them once. */
export function spoofedSources(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const attacker = plant.host(OUI.intel, `${prefix}.245`);
  const wire = plant.wire(2);
  const start = plant.at(2, 420);
  wire.arp(start, server, attacker);
  wire.tcp(start, attacker, server, 443);
  for (let index = 0; index < 600; index++) {
    const ip = `10.${150 + plant.draw(40)}.${plant.draw(256)}.${1 + plant.draw(254)}`;
    const at = start + 5_000_000 + index * 2_000;
    const from = { mac: attacker.mac, ip, port: 1024 + index };
    const to = { mac: server.mac, ip: server.ip, port: 443 };
    wire.frame(at, tcp(from, to, 128, index, { seq: 5, ack: 0, flags: TCP_SYN }));
    wire.frame(
      at + 200,
      tcp(to, { ...from, mac: segment.router.mac }, 128, index, { seq: 9, ack: 6, flags: TCP_SYN | TCP_ACK }),
    );
    if (index % 25 === 0) plant.claim("spoofed-sources", null, segment.realm, { ip, atUs: at });
  }
  for (const host of [attacker, server]) {
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: start }];
    plant.claim("spoofed-sources", plant.device("real"), segment.realm, ...traces);
  }
}

/** A standby pair (HSRP, VRRP, GLBP) between two networks, with a sensor on either side; each router is one device. */
export function standbyPairFromBothSides(plant: CasePlant): void {
  const [inner, outer] = [plant.segment(), plant.segment()];
  const group = (1 + plant.draw(200)).toString(16).padStart(2, "0");
  const prefixes = ["00:00:0c:07:ac", "00:00:5e:00:01", "00:07:b4:00:01"];
  const virtualMac = `${prefixes[plant.draw(3)]}:${group}`;
  const a = { mac: "", ip: `${inner.prefix}.40`, ttl: 128 };
  const plc: Host = plant.host(OUI.siemens, `${outer.prefix}.40`, 64);
  const client: Host = plant.host(OUI.dell, a.ip);
  const serial = plant.serial("S C-");
  for (const index of [0, 1]) {
    const cards = plant.neighbours(OTHER_OUI.cisco, 2);
    const ends = [inner, outer].map(
      ({ prefix }, side): Host => ({ mac: cards[side] as string, ip: `${prefix}.${2 + index + 5}`, ttl: 255 }),
    );
    const device = plant.device("router");
    for (const [side, segment] of [inner, outer].entries()) {
      const own = ends[side] as Host;
      for (const day of [0, 1]) {
        const wire = plant.wire(day, side === 0 ? "inside" : "outside");
        const at = plant.at(day, 50 + index);
        wire.arp(at, segment.server, own);
        wire.tcp(at + 1_000_000, segment.server, own, 22);
        sayLldp(wire, at + 2_000_000, own, {
          chassisMac: cards[0] as string,
          portName: `Gi0/${side}`,
          systemName: `core-${inner.prefix.split(".")[2]}-${index}`,
          systemDescription: "Cisco IOS Software, C3560",
          capabilities: 0x14,
          managementIp: own.ip,
        });
        // Each is active on one of the days, on both sides.
        if (day === index) {
          const [seenInside, seenOutside] = [plant.wire(day, "inside"), plant.wire(day, "outside")];
          const talkUs = plant.at(day, 80);
          if (side === 0) {
            seenInside.arp(talkUs, client, { mac: virtualMac, ip: `${inner.prefix}.254`, ttl: 255 });
            answerS7(seenInside, talkUs, client, behind(own, plc), s7Identity(serial, "pump"));
          } else {
            seenOutside.arp(talkUs, plc, { mac: virtualMac, ip: `${outer.prefix}.254`, ttl: 255 });
            seenOutside.arp(talkUs, outer.server, plc);
            answerS7(seenOutside, talkUs, behind(own, client), plc, s7Identity(serial, "pump"));
          }
        }
      }
    }
    const traces = ends.flatMap(({ mac, ip }) => [{ mac }, { ip, atUs: plant.at(0, 50) }]);
    plant.claim("standby-pair-from-both-sides", device, inner.realm, ...traces);
  }
  for (const host of [client, plc]) {
    const times = [0, 1].map((day) => ({ ip: host.ip, atUs: plant.at(day, 80) }));
    plant.claim("standby-pair-from-both-sides", plant.device("end"), inner.realm, { mac: host.mac }, ...times);
  }
}

/** A switch whose ports have cards all over its maker's numbering: they name one chassis. */
export function chassisOfManyPorts(plant: CasePlant): void {
  const segment = plant.segment();
  const chassis = plant.host(OTHER_OUI.hirschmann, `${segment.prefix}.20`, 64);
  const wire = plant.wire(1);
  const at = plant.at(1, 20);
  wire.arp(at, segment.server, chassis);
  wire.tcp(at + 1_000_000, segment.server, chassis, 443);
  const ports = Array.from({ length: 6 }, () => plant.mac(OTHER_OUI.hirschmann));
  for (const minute of [20, 40, 60]) {
    for (const [index, mac] of [chassis.mac, ...ports].entries()) {
      sayLldp(
        wire,
        plant.at(1, minute),
        { ...chassis, mac },
        {
          chassisMac: chassis.mac,
          portName: `Module: 1 Port: ${index}`,
          systemName: `RING-${segment.prefix.split(".")[2]}`,
          systemDescription: "Hirschmann MSP - SW: HiOS-2A-08.7.00",
          capabilities: 0x04,
          managementIp: chassis.ip,
        },
      );
    }
  }
  const traces = [{ mac: chassis.mac }, { ip: chassis.ip, atUs: at }, ...ports.map((mac) => ({ mac }))];
  plant.claim("chassis-of-many-ports", plant.device("switch"), segment.realm, ...traces);
}

/** Capture, Zeek, nmap and a list of years ago name the same hosts differently, and swap two of them. */
export function contradictorySources(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, router } = segment;
  const hosts = [0, 1, 2].map((index) =>
    plant.host(index === 2 ? OTHER_OUI.wago : OUI.hp, `${prefix}.${110 + index}`, 128),
  );
  const wire = plant.wire(0);
  const names = ["PRESS-OP", "PRESS-ENG", "press-io"];
  for (const [index, host] of hosts.entries()) {
    const at = plant.at(0, 15 + index);
    wire.arp(at, server, host);
    wire.tcp(at + 1_000_000, server, host, 443);
    if (index < 2) sayNetbios(wire, at + 2_000_000, host, names[index] as string);
  }
  const loggedUs = plant.at(1, 15);
  plant.text(
    `zeek/mixed-${prefix}/conn.log`,
    "zeek",
    zeekConnections(hosts.map(({ ip }, index) => [loggedUs + index, ip, server.ip, 445] as const)),
  );
  plant.text(
    `zeek/mixed-${prefix}/dhcp.log`,
    "zeek",
    // The log names the first as the second once was.
    zeekLeases([[loggedUs, hosts[0]?.mac as string, hosts[0]?.ip as string, router.ip, "press-eng"]]),
  );
  const gone = plant.mac(OUI.hp);
  plant.text(
    `lists/mixed-${prefix}.csv`,
    "lists",
    [
      "Name;IP Address;MAC Address;Vendor;Serial Number",
      // Swapped against what the hosts say; and a card that was thrown away years ago, at an address that is in use.
      `PRESS-ENG;${hosts[0]?.ip};${hosts[0]?.mac};HP;`,
      `PRESS-OP;${hosts[1]?.ip};${hosts[1]?.mac};Dell;`,
      `PRESS-OLD;${hosts[2]?.ip};${gone};WAGO;`,
      "",
    ].join("\n"),
  );
  const start = Math.floor(plant.at(2, 15) / 1e6);
  plant.text(
    `scans/mixed-${prefix}.xml`,
    "scanner",
    `<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" args="nmap -sT -oX - ${prefix}.0/24" start="${start}" version="7.95" xmloutputversion="1.05">\n` +
      hosts
        .map(
          ({ ip }) =>
            `<host starttime="${start}" endtime="${start + 5}"><status state="up" reason="syn-ack"/><address addr="${ip}" addrtype="ipv4"/><hostnames><hostname name="press.example" type="PTR"/></hostnames>` +
            `<ports><port protocol="tcp" portid="443"><state state="open" reason="syn-ack"/><service name="https" method="table" conf="3"/></port></ports></host>`,
        )
        .join("\n") +
      `\n<runstats><finished time="${start + 60}"/><hosts up="3" down="0" total="3"/></runstats>\n</nmaprun>\n`,
  );
  for (const host of hosts) {
    const times = [plant.at(0, 15), loggedUs, start * 1e6].map((atUs) => ({ ip: host.ip, atUs }));
    plant.claim("contradictory-sources", plant.device("host"), segment.realm, { mac: host.mac }, ...times);
  }
  plant.claim("contradictory-sources", plant.device("gone"), segment.realm, { mac: gone });
}

/** A sensor that writes local time, eight hours off, beside one that does not. */
export function localTimeClock(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, router, server } = segment;
  const laptops = [0, 1, 2].map((index) => ({
    mac: plant.mac(OUI.intel),
    name: `CLK-${prefix.split(".")[2]}-${index}`,
    device: plant.device("laptop"),
  }));
  const plc = plant.host(OTHER_OUI.omron, `${prefix}.130`, 64);
  const plcDevice = plant.device("plc");
  for (const [sensor, shiftUs] of [
    ["core", 0],
    ["local-time", 8 * 3_600_000_000],
  ] as const) {
    for (const day of [0, 1, 2]) {
      const wire = plant.wire(day, sensor);
      for (const [index, { mac, name, device }] of laptops.entries()) {
        const host: Host = { mac, ip: `${prefix}.${140 + ((index + day) % 3)}`, ttl: 128 };
        const at = plant.at(day, 40 + index) + shiftUs;
        lease(wire, at, host, router, name);
        wire.arp(at + 1_000_000, host, server);
        wire.tcp(at + 2_000_000, host, server, 445);
        sayNetbios(wire, at + 3_000_000, host, name);
        plant.claim("local-time-clock", device, segment.realm, { mac });
      }
      const at = plant.at(day, 90) + shiftUs;
      wire.arp(at, server, plc);
      wire.tcp(at + 1_000_000, server, plc, 9600);
      const traces = [{ mac: plc.mac }, { ip: plc.ip, atUs: at + 1_000_000 }];
      plant.claim("local-time-clock", plcDevice, segment.realm, ...traces);
    }
  }
}
