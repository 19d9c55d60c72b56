import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, s7Identity } from "../../hard-cases/speak";
import { behind, type Host } from "../../hard-cases/wire";
import { nmapReport, openPort, s7InfoPort, sshPort } from "../nmap-text";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

/** A controller is replaced; a scanner that knows addresses alone meets the successor before the sensor does. */
export function scannedBetweenHolders(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const ip = `${prefix}.30`;
  const serials = [plant.serial("S C-"), plant.serial("S C-")];
  const cards = [plant.mac(OUI.siemens), plant.mac(OUI.siemens)];
  const devices = [plant.device("plc"), plant.device("plc")];
  for (const [index, day] of [0, 3].entries()) {
    const host: Host = { mac: cards[index] as string, ip, ttl: 64 };
    const at = plant.at(day, 30);
    plant.wire(day).arp(at, server, host);
    answerS7(plant.wire(day), at + 1_000_000, server, host, s7Identity(serials[index] as string, "crusher"));
    plant.claim(
      "scanned-between-holders",
      devices[index] as string,
      segment.realm,
      { mac: host.mac },
      { ip, atUs: at + 1_000_000 },
    );
  }
  // The successor is scanned a day after the sensor heard the first one, and two before it hears the second.
  const scannedUs = plant.at(1, 30);
  plant.text(
    `scans/between-${prefix}.xml`,
    "scanner",
    nmapReport(scannedUs, [{ ip, ports: s7InfoPort(serials[1] as string) }]),
  );
  plant.claim(
    "scanned-between-holders",
    devices[1] as string,
    segment.realm,
    { serial: serials[1] as string },
    { ip, atUs: scannedUs },
  );
  plant.claim("scanned-between-holders", devices[0] as string, segment.realm, { serial: serials[0] as string });
}

/** The sensor heard a controller; later a scanner that knows addresses alone meets its successor, or met the one before. */
export function successorOnlyScanned(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  for (const [index, scanDay] of [3, 0].entries()) {
    const ip = `${prefix}.${35 + index}`;
    const host = plant.host(OUI.siemens, ip, 64);
    const [heard, scanned] = [plant.serial("S C-"), plant.serial("S C-")];
    const at = plant.at(2, 40 + index);
    plant.wire(2).arp(at, server, host);
    answerS7(plant.wire(2), at + 1_000_000, server, host, s7Identity(heard, "screen"));
    const traces = [{ mac: host.mac }, { ip, atUs: at + 1_000_000 }, { serial: heard }];
    plant.claim("successor-only-scanned", plant.device("plc"), segment.realm, ...traces);
    const scannedUs = plant.at(scanDay, 45);
    const report = nmapReport(scannedUs, [{ ip, ports: s7InfoPort(scanned) }]);
    plant.text(`scans/successor-${prefix}-${index}.xml`, "scanner", report);
    const others = [{ serial: scanned }, { ip, atUs: scannedUs }];
    plant.claim("successor-only-scanned", plant.device("plc"), segment.realm, ...others);
  }
}

/**
 * A server in two networks, with cards of two makers, is known by its SSH key and name. Appliances of one factory have
 * one key, and copies of a virtual machine have the image's, with its name.
 */
export function oneHostKey(plant: CasePlant): void {
  const [office, control] = [plant.segment(), plant.segment()];
  const key = () => Array.from({ length: 16 }, () => plant.draw(256).toString(16).padStart(2, "0")).join("");
  const third = office.prefix.split(".")[2];
  const [server, factory, image] = [key(), key(), key()];
  const jump = plant.device("jump-server");
  const hosts = [office, control].flatMap(({ prefix }, index) => [
    {
      ip: `${prefix}.150`,
      oui: index ? OUI.intel : OUI.dell,
      key: server,
      name: `jump-${third}${index ? ".ot.example" : ""}`,
      device: jump,
    },
    {
      ip: `${prefix}.151`,
      oui: OUI.moxa,
      key: factory,
      name: `conv-${third}-${index}`,
      device: plant.device("converter"),
    },
    { ip: `${prefix}.152`, oui: OTHER_OUI.vmware, key: image, name: "template", device: plant.device("copy") },
  ]);
  for (const [index, segment] of [office, control].entries()) {
    const wire = plant.wire(2);
    const met = hosts.slice(index * 3, index * 3 + 3).map((it) => ({ ...it, mac: plant.mac(it.oui) }));
    const scannedUs = plant.at(2, 160 + index);
    for (const [at, { ip, mac, device }] of met.entries()) {
      wire.arp(scannedUs + at * 1_000_000, segment.server, { mac, ip, ttl: 64 });
      wire.tcp(scannedUs + at * 1_000_000 + 500_000, segment.server, { mac, ip, ttl: 64 }, 22);
      plant.claim("one-host-key", device, segment.realm, { mac }, { ip, atUs: scannedUs });
    }
    const scanned = met.map(({ ip, name, key: fingerprint }) => ({ ip, name, ports: sshPort(fingerprint) }));
    plant.text(`scans/keys-${segment.prefix}.xml`, "scanner", nmapReport(scannedUs, scanned));
  }
}

/** The scanner's router side: every address of a network is answered for by ARP with one card, and nothing more. */
export function scannedThroughProxy(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix } = segment;
  const proxy = plant.mac(OTHER_OUI.juniper);
  const scannedUs = plant.at(2, 30);
  const third = prefix.split(".")[2];
  const hosts = Array.from({ length: 120 }, (_, index) => ({
    ip: `172.25.${third}.${index + 1}`,
    mac: proxy,
    reason: "arp-response",
  }));
  plant.text(`scans/proxied-${prefix}.xml`, "scanner", nmapReport(scannedUs, hosts, "-sn"));
  for (const [index, { ip }] of hosts.entries())
    if (index % 10 === 5) plant.claim("scanned-through-proxy", null, segment.realm, { ip, atUs: scannedUs });
  // Another network: only two of what answers by that card are there, and each has ports of its own.
  const real = [0, 1].map((index) => ({
    ip: `172.25.${third}.${200 + index}`,
    mac: proxy,
    ports: openPort(index ? 502 : 102, "unknown"),
  }));
  plant.text(
    `scans/proxied-ports-${prefix}.xml`,
    "scanner",
    nmapReport(scannedUs + 600_000_000, [...hosts.slice(0, 60), ...real], "-sS"),
  );
  for (const { ip } of real)
    plant.claim("scanned-through-proxy", plant.device("real"), segment.realm, { ip, atUs: scannedUs + 600_000_000 });
}

/** NetBox has a server with two cards; its addresses are listed in another order than its interfaces. */
export function listedServer(plant: CasePlant): void {
  const [office, control] = [plant.segment(), plant.segment()];
  const cards = [plant.mac(OUI.dell), plant.mac(OTHER_OUI.intel)];
  const ips = [`${office.prefix}.40`, `${control.prefix}.40`];
  const name = `hist-${office.prefix.split(".")[2]}`;
  const id = 1 + plant.draw(5000);
  const ref = { id, url: `https://netbox.example/api/dcim/devices/${id}/`, name };
  const results: unknown[] = [
    {
      id,
      url: ref.url,
      name,
      device_type: { manufacturer: { name: "Dell" }, model: "PowerEdge R640" },
      role: { name: "historian" },
      site: { name: "north" },
      status: { value: "active" },
      primary_ip4: { address: `${ips[1]}/24` },
      serial: "",
    },
    ...cards.map((mac, index) => ({
      id: id * 2 + index,
      url: `https://netbox.example/api/dcim/interfaces/${id * 2 + index}/`,
      device: ref,
      name: `eth${index}`,
      mac_address: mac.toUpperCase(),
    })),
    ...[1, 0].map((index) => ({
      id: id * 2 + index,
      url: `https://netbox.example/api/ipam/ip-addresses/${id * 2 + index}/`,
      address: `${ips[index]}/24`,
      assigned_object_type: "dcim.interface",
      assigned_object: { id: id * 2 + index, name: `eth${index}`, device: ref },
    })),
  ];
  plant.text(`lists/netbox-${office.prefix}.json`, "lists", JSON.stringify({ count: results.length, results }));
  const device = plant.device("server");
  const wire = plant.wire(1);
  for (const [index, segment] of [office, control].entries()) {
    const host: Host = { mac: cards[index] as string, ip: ips[index] as string, ttl: 128 };
    const at = plant.at(1, 45 + index);
    wire.arp(at, segment.server, host);
    wire.tcp(at + 1_000_000, segment.server, host, 445);
    plant.claim("listed-server", device, segment.realm, { mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 });
  }
}

/** A row of a list has both cards of a machine, and three addresses of which nobody says at which card they are. */
export function rowWithTwoCards(plant: CasePlant): void {
  const [office, control] = [plant.segment(), plant.segment()];
  const ips = [`${office.prefix}.50`, `${control.prefix}.50`];
  const cards = [plant.mac(OUI.hp), plant.mac(OUI.moxa)];
  plant.text(
    `lists/two-addresses-${office.prefix}.csv`,
    "lists",
    `Name;IP;MAC;Vendor\nopc-${office.prefix};${[...ips].reverse().join(" ")} ${office.prefix}.59;"${cards.join(", ")}";HP\n`,
  );
  const device = plant.device("machine");
  const wire = plant.wire(0);
  for (const [index, segment] of [office, control].entries()) {
    const host: Host = { mac: cards[index] as string, ip: ips[index] as string, ttl: 128 };
    const at = plant.at(0, 55 + index);
    wire.arp(at, segment.server, host);
    wire.tcp(at + 1_000_000, segment.server, host, 445);
    plant.claim("row-with-two-cards", device, segment.realm, { mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 });
  }
}

/** A list is years old: it gives a card an address that now is another's, and a card that is gone. */
export function outdatedList(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const [old, now, gone] = [plant.mac(OUI.schneider), plant.mac(OUI.schneider), plant.mac(OUI.schneider)];
  plant.text(
    `lists/outdated-${prefix}.csv`,
    "lists",
    `Name,IP,MAC,Serial,Vendor\npump-1,${prefix}.60,${old},SN-${old.slice(9)},Schneider Electric\npump-2,${prefix}.62,${gone},,\n`,
  );
  const hosts: Host[] = [
    { mac: now, ip: `${prefix}.60`, ttl: 64 },
    { mac: old, ip: `${prefix}.61`, ttl: 64 },
  ];
  const rows: (readonly [number, string, string, number])[] = [];
  for (const [index, host] of hosts.entries()) {
    const device = plant.device("pump");
    for (const day of [1, 2]) {
      const at = plant.at(day, 65 + index);
      plant.wire(day).arp(at, server, host);
      plant.wire(day).tcp(at + 1_000_000, server, host, 502);
      rows.push([at + 3_600_000_000, server.ip, host.ip, 502]);
      const times = [at + 1_000_000, at + 3_600_000_000].map((atUs) => ({ ip: host.ip, atUs }));
      plant.claim("outdated-list", device, segment.realm, { mac: host.mac }, ...times);
    }
  }
  plant.text(`zeek/outdated-${prefix}/conn.log`, "zeek", zeekConnections(rows));
  plant.claim("outdated-list", plant.device("pump"), segment.realm, { mac: gone });
}

/** A network on its far side is scanned by address; later a sensor there sees the cards; a third sees it routed. */
export function oneHostInThreeViews(plant: CasePlant): void {
  const [near, far] = [plant.segment(), plant.segment()];
  const scannedUs = plant.at(0, 15);
  const hosts = [0, 1, 2].map((index) =>
    plant.host(index === 2 ? OUI.siemens : OUI.hp, `${far.prefix}.${70 + index}`, index === 2 ? 30 : 128),
  );
  plant.text(
    `scans/views-${far.prefix}.xml`,
    "scanner",
    nmapReport(
      scannedUs,
      hosts.map(({ ip }) => ({ ip, ports: openPort(443, "https") })),
    ),
  );
  const [routed, home] = [plant.wire(1, "near"), plant.wire(2, "far")];
  for (const [index, host] of hosts.entries()) {
    const at = plant.at(1, 75 + index);
    routed.tcp(at, near.server, behind(near.router, host), 443);
    const homeUs = plant.at(2, 75 + index);
    home.arp(homeUs, far.router, host);
    home.tcp(homeUs + 1_000_000, behind(far.router, near.server), host, 443);
    if (index === 2)
      answerS7(
        home,
        homeUs + 2_000_000,
        behind(far.router, near.server),
        host,
        s7Identity(plant.serial("S C-"), "far"),
      );
    const times = [scannedUs, at, homeUs + 1_000_000].map((atUs) => ({ ip: host.ip, atUs }));
    plant.claim("one-host-in-three-views", plant.device("host"), near.realm, { mac: host.mac }, ...times);
  }
  for (const { router } of [near, far])
    plant.claim("one-host-in-three-views", plant.device("router"), near.realm, { mac: router.mac });
}
