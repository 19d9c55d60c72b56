import { type CasePlant, OUI } from "../case-plant";
import { answerS7, s7Identity, sayNetbios } from "../speak";
import { behind, type Host } from "../wire";

const VIRTUAL = ["00:00:5e:00:01", "00:00:0c:07:ac", "00:00:0c:9f:f0"];

/** Two routers behind one virtual address (VRRP or CARP, HSRP): neither is the other, nor the address they share. */
export function redundantRouters(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const group = (plant.draw(200) + 10).toString(16).padStart(2, "0");
  const virtual: Host = { mac: `${VIRTUAL[plant.draw(VIRTUAL.length)]}:${group}`, ip: `${prefix}.254`, ttl: 255 };
  const routers = [252, 253].map((last) => plant.host(OUI.cisco, `${prefix}.${last}`, 255));
  const remote = { mac: "", ip: `10.99.${prefix.split(".")[2]}.9`, ttl: 128 };
  for (const day of [0, 1]) {
    const wire = plant.wire(day);
    // The active one changes from day to day.
    const active = routers[day] as Host;
    wire.arp(plant.at(day, 20), server, virtual);
    for (const router of routers) {
      wire.arp(plant.at(day, 30), server, router);
      wire.tcp(plant.at(day, 31), server, router, 22);
    }
    wire.tcp(plant.at(day, 40), server, behind(active, remote), 443);
    wire.tcp(plant.at(day, 45), behind({ ...virtual, ttl: 255 }, remote), server, 443);
  }
  for (const router of routers) {
    plant.claim(
      "redundant-routers",
      plant.device("router"),
      segment.realm,
      { mac: router.mac },
      { ip: router.ip, atUs: plant.at(0, 30) },
    );
  }
  plant.claim("redundant-routers", plant.device("virtual"), segment.realm, { ip: virtual.ip, atUs: plant.at(0, 20) });
  plant.claim("redundant-routers", plant.device("remote"), segment.realm, { ip: remote.ip, atUs: plant.at(0, 40) });
}

/** Hosts behind a router or NAT keep their address and nothing of its card; a proxy's answers make no devices. */
export function natAndProxyArp(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, router } = segment;
  const wire = plant.wire(1);
  const far = `10.98.${prefix.split(".")[2]}`;
  wire.arp(plant.at(1, 5), server, router);
  wire.tcp(plant.at(1, 6), server, router, 22);
  plant.claim(
    "nat-and-proxy-arp",
    plant.device("router"),
    segment.realm,
    { mac: router.mac },
    { ip: router.ip, atUs: plant.at(1, 5) },
  );
  for (let index = 0; index < 6; index++) {
    const host: Host = { mac: "", ip: `${far}.${20 + index}`, ttl: index % 2 === 0 ? 128 : 64 };
    const at = plant.at(1, 20 + index);
    wire.tcp(at, behind(router, host), server, 443);
    plant.claim("nat-and-proxy-arp", plant.device("far"), segment.realm, { ip: host.ip, atUs: at });
  }
  // All of a cell behind NAT has one address on this wire.
  const nat = plant.host(OUI.moxa, `${prefix}.50`, 64);
  wire.arp(plant.at(1, 40), server, nat);
  for (const hops of [0, 1, 1]) wire.tcp(plant.at(1, 41), { ...nat, ttl: 64 - hops }, server, 443);
  plant.claim(
    "nat-and-proxy-arp",
    plant.device("nat"),
    segment.realm,
    { mac: nat.mac },
    { ip: nat.ip, atUs: plant.at(1, 41) },
  );
  // A firewall answers for every address that somebody asks for.
  const proxy = plant.host(OUI.phoenix, `${prefix}.51`, 64);
  wire.arp(plant.at(1, 50), server, proxy);
  wire.tcp(plant.at(1, 51), server, proxy, 443);
  for (let last = 150; last < 190; last++) {
    const absent: Host = { mac: proxy.mac, ip: `${prefix}.${last}`, ttl: 64 };
    wire.arp(plant.at(1, 55), server, absent);
    plant.claim("nat-and-proxy-arp", null, segment.realm, { ip: absent.ip, atUs: plant.at(1, 55) });
  }
  plant.claim("nat-and-proxy-arp", plant.device("proxy"), segment.realm, { mac: proxy.mac });
}

/** A sensor on either side of a router records the same two hosts: at home with their card, beyond with the router's. */
export function bothSidesOfARouter(plant: CasePlant): void {
  const [left, right] = [plant.segment(), plant.segment()];
  const a = plant.host(OUI.dell, `${left.prefix}.60`);
  const b = plant.host(OUI.siemens, `${right.prefix}.60`, 64);
  const serial = plant.serial("S C-");
  const at = plant.at(1, 70);
  const identity = s7Identity(serial, `cell-${right.prefix}`);
  const [west, east] = [plant.wire(1, "west"), plant.wire(1, "east")];
  west.arp(at, a, left.router);
  east.arp(at, b, right.router);
  answerS7(west, at + 1_000_000, a, behind(left.router, b), identity);
  answerS7(east, at + 1_000_100, behind(right.router, a), b, identity);
  const times = [{ atUs: at + 1_000_000 }, { atUs: at + 1_000_100 }];
  plant.claim(
    "both-sides-of-a-router",
    plant.device("client"),
    left.realm,
    { mac: a.mac },
    ...times.map((it) => ({ ip: a.ip, ...it })),
  );
  plant.claim(
    "both-sides-of-a-router",
    plant.device("plc"),
    left.realm,
    { mac: b.mac },
    { serial },
    ...times.map((it) => ({ ip: b.ip, ...it })),
  );
  plant.claim("both-sides-of-a-router", plant.device("router"), left.realm, { mac: left.router.mac });
  plant.claim("both-sides-of-a-router", plant.device("router"), left.realm, { mac: right.router.mac });
}

/** The scanner sat behind a router and knows addresses only; the sensor knows the cards. */
export function scannerMeetsSensor(plant: CasePlant): void {
  const segment = plant.segment();
  const wire = plant.wire(0);
  const hosts = Array.from({ length: 4 }, (_, index) =>
    plant.host(index % 2 ? OUI.siemens : OUI.dell, `${segment.prefix}.${80 + index}`, index % 2 ? 64 : 128),
  );
  const scannedUs = plant.at(1, 10);
  for (const [index, host] of hosts.entries()) {
    const at = plant.at(0, 90 + index);
    wire.arp(at, segment.server, host);
    wire.tcp(at + 1_000_000, segment.server, host, 443);
    if (index % 2 === 0) sayNetbios(wire, at + 2_000_000, host, `SC-${segment.prefix.split(".")[2]}-${index}`);
    plant.claim(
      "scanner-meets-sensor",
      plant.device("scanned"),
      segment.realm,
      { mac: host.mac },
      { ip: host.ip, atUs: at },
      { ip: host.ip, atUs: scannedUs },
    );
  }
  // One that only the scanner reached.
  const only = `${segment.prefix}.90`;
  plant.claim("scanner-meets-sensor", plant.device("scanned"), segment.realm, { ip: only, atUs: scannedUs });
  const start = Math.floor(scannedUs / 1e6);
  const elements = [...hosts.map(({ ip }) => ip), only].map(
    (ip) =>
      `<host starttime="${start}" endtime="${start + 5}"><status state="up" reason="syn-ack"/><address addr="${ip}" addrtype="ipv4"/>` +
      `<ports><port protocol="tcp" portid="443"><state state="open" reason="syn-ack"/><service name="https" method="table" conf="3"/></port></ports></host>`,
  );
  const text = `<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap" args="nmap -sT -oX - ${segment.prefix}.0/24" start="${start}" version="7.94" xmloutputversion="1.05">\n${elements.join("\n")}\n<runstats><finished time="${start + 60}"/><hosts up="${elements.length}" down="0" total="${elements.length}"/></runstats>\n</nmaprun>\n`;
  plant.text(`scans/scan-${segment.prefix}.xml`, "scanner", text);
}
