import { concat, u16, u32 } from "../../bytes";
import { pcapFile } from "../../capture-files";
import { ethernet, ipv4, tagged } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, lease, s7Identity, sayNetbios } from "../../hard-cases/speak";
import { behind, type Host, Wire } from "../../hard-cases/wire";
import { zeekJson } from "../../zeek-table";
import { nmapReport, openPort, s7InfoPort } from "../nmap-text";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections, zeekLeases } from "../zeek-text";

const iso = (us: number) => new Date(us / 1000).toISOString().replace("Z", "");

/** Logs with the cards of both ends (JSON) that say nothing of whose they are: one, two or ten hosts are beyond a router. */
export function cardsInLogs(plant: CasePlant): void {
  for (const count of [1, 2, 10]) {
    const [near, far] = [plant.segment(), plant.segment()];
    const router = { ...near.router, ttl: 254 };
    const rows: (string | number | null)[][] = [];
    const row = (us: number, a: Host, b: Host, port: number) =>
      rows.push([
        (us / 1e6).toFixed(6),
        `C${us.toString(36)}`,
        a.ip,
        50_000 + rows.length,
        b.ip,
        port,
        "tcp",
        1.5,
        200,
        900,
        "SF",
        "ShADadFf",
        9,
        600,
        9,
        1300,
        a.mac,
        b.mac,
      ]);
    const local = [0, 1].map((index) => plant.host(OUI.dell, `${near.prefix}.${30 + index}`));
    for (const day of [0, 1]) {
      for (let index = 0; index < count; index++) {
        const host = plant.host([OUI.siemens, OUI.moxa][index % 2] as string, `${far.prefix}.${30 + index}`, 64);
        const at = plant.at(day, 20 + index);
        if (day === 0) {
          plant.wire(0, "far").arp(at, far.server, host);
          plant.wire(0, "far").tcp(at + 1_000_000, far.server, host, 80);
          plant.claim("cards-in-logs", `far ${host.ip}`, far.realm, { mac: host.mac }, { ip: host.ip, atUs: at });
        }
        row(at + 10_000_000, local[index % 2] as Host, { ...host, mac: router.mac }, 80);
        plant.claim("cards-in-logs", `far ${host.ip}`, far.realm, { ip: host.ip, atUs: at + 10_000_000 });
      }
      row(plant.at(day, 50), local[0] as Host, local[1] as Host, 445);
      row(plant.at(day, 51), local[1] as Host, local[0] as Host, 445);
    }
    for (const host of local)
      plant.claim("cards-in-logs", plant.device("near"), near.realm, { ip: host.ip, atUs: plant.at(1, 50) });
    plant.wire(1).arp(plant.at(1, 60), near.server, router);
    plant.claim(
      "cards-in-logs",
      `router ${router.ip}`,
      near.realm,
      { mac: router.mac },
      { ip: router.ip, atUs: plant.at(1, 60) },
    );
    const fields =
      "ts time,uid string,id.orig_h addr,id.orig_p port,id.resp_h addr,id.resp_p port,proto enum,duration interval,orig_bytes count,resp_bytes count,conn_state string,history string,orig_pkts count,orig_ip_bytes count,resp_pkts count,resp_ip_bytes count,orig_l2_addr string,resp_l2_addr string".split(
        ",",
      );
    plant.text(`zeek/cards-${near.prefix}/conn.log`, "zeek", zeekJson({ path: "conn", fields, rows }));
  }
}

/** Flow records of a routing switch (nfdump): they name its own cards for all that it routes. */
export function cardsInFlowRecords(plant: CasePlant): void {
  const [near, far] = [plant.segment(), plant.segment()];
  const uplink = plant.mac(OTHER_OUI.cisco);
  const lines = ["ts,te,td,sa,da,sp,dp,pr,flg,ipkt,ibyt,ismc,odmc,idmc,osmc"];
  const hosts = [0, 1, 2].map((index) =>
    plant.host([OUI.siemens, OUI.hp, OUI.moxa][index] as string, `${near.prefix}.${20 + index}`, 64),
  );
  const others = [0, 1, 2].map((index) =>
    plant.host([OUI.dell, OUI.phoenix, OUI.schneider][index] as string, `${far.prefix}.${20 + index}`, 64),
  );
  for (const day of [0, 1]) {
    for (const [index, host] of hosts.entries()) {
      const other = others[index] as Host;
      const at = plant.at(day, 40 + index);
      plant.wire(day, "hall").arp(at, near.server, host);
      plant.wire(day, "hall").tcp(at + 1_000_000, near.server, host, 80);
      plant.wire(day, "far").arp(at, far.server, other);
      plant.wire(day, "far").tcp(at + 1_000_000, far.server, other, 80);
      const line = (from: Host, to: Host, ports: string, mac: string, toMac: string) =>
        lines.push(
          `${iso(at + 20_000_000)},${iso(at + 21_000_000)},1.0,${from.ip},${to.ip},${ports},TCP,...AP.SF,12,900,${mac},00:00:00:00:00:00,${toMac},00:00:00:00:00:00`,
        );
      line(host, other, `${51_000 + index},502`, host.mac, near.router.mac);
      line(other, host, `502,${51_000 + index}`, uplink, near.router.mac);
      for (const [it, what] of [
        [host, "near"],
        [other, "far"],
      ] as const)
        plant.claim(
          "cards-in-flow-records",
          `${what} ${it.ip}`,
          near.realm,
          { mac: it.mac },
          { ip: it.ip, atUs: at + 20_000_000 },
        );
    }
  }
  plant.text(`flows/switch-${near.prefix}.csv`, "netflow", `${lines.join("\n")}\n`);
}

/** Two switches mirror one conversation through a tunnel (ERSPAN type II) to one sensor: each frame comes twice. */
export function mirroredThroughATunnel(plant: CasePlant): void {
  const [core, cell] = [plant.segment(), plant.segment()];
  const collector = plant.host(OUI.dell, `${core.prefix}.60`, 64);
  const switches = [0, 1].map((index) => plant.host(OTHER_OUI.cisco, `${core.prefix}.${61 + index}`, 255));
  const inner = new Wire(plant.draw);
  const hosts = [0, 1, 2].map((index) =>
    plant.host([OUI.siemens, OUI.hp, OUI.moxa][index] as string, `${cell.prefix}.${60 + index}`, 64),
  );
  for (const [index, host] of hosts.entries()) {
    for (const minute of [70, 170]) {
      const at = plant.at(2, minute + index);
      inner.arp(at, cell.server, host);
      inner.tcp(at + 1_000_000, cell.server, host, 80);
      plant.claim(
        "mirrored-through-a-tunnel",
        `host ${host.ip}`,
        cell.realm,
        { mac: host.mac },
        { ip: host.ip, atUs: at + 1_000_000 },
      );
    }
  }
  const outer = new Wire(plant.draw);
  for (const it of switches) outer.arp(plant.at(2, 69), collector, it);
  let sequence = 0;
  for (const { timeUs, bytes } of inner.frames) {
    for (const [index, it] of switches.entries()) {
      sequence += 1;
      const vlan = 10 + index;
      const gre = concat([0x10, 0, 0x88, 0xbe], u32(sequence), u16(0x1000 | vlan), u16(100 + index), u32(0), bytes);
      const end = (host: Host) => ({ ...host, port: 0 });
      outer.frame(timeUs + index * 70, ipv4(end(it), end(collector), 47, 254, sequence & 0xffff, gre));
    }
  }
  for (const it of switches)
    plant.claim(
      "mirrored-through-a-tunnel",
      `switch ${it.ip}`,
      core.realm,
      { mac: it.mac },
      { ip: it.ip, atUs: plant.at(2, 69) },
    );
  plant.binary(
    `captures/mirror-${core.prefix}.pcap`,
    "mirror",
    pcapFile(outer.frames.sort((a, b) => a.timeUs - b.timeUs)),
  );
}

/** A capture on the router itself: each packet before and behind it, in one file, without tags. */
export function capturedOnTheRouter(plant: CasePlant): void {
  const [a, b] = [plant.segment(), plant.segment()];
  const wire = new Wire(plant.draw);
  const pairs = [0, 1, 2].map(
    (index) =>
      [
        plant.host(OUI.dell, `${a.prefix}.${70 + index}`),
        plant.host([OUI.siemens, OUI.moxa, OUI.phoenix][index] as string, `${b.prefix}.${70 + index}`, 64),
      ] as const,
  );
  for (const [index, [client, plc]] of pairs.entries()) {
    const at = plant.at(1, 130 + index);
    wire.arp(at, a.router, client);
    wire.arp(at + 1000, b.router, plc);
    wire.tcp(at + 1_000_000, client, behind(a.router, plc), 502);
    wire.tcp(at + 1_000_050, behind(b.router, client), plc, 502);
    for (const [it, place] of [
      [client, a],
      [plc, b],
    ] as const)
      plant.claim(
        "captured-on-the-router",
        `host ${it.ip}`,
        place.realm,
        { mac: it.mac },
        { ip: it.ip, atUs: at + 1_000_000 },
      );
  }
  plant.binary(
    `captures/on-router-${a.prefix}.pcap`,
    "router",
    pcapFile(wire.frames.sort((x, y) => x.timeUs - y.timeUs)),
  );
}

/** A trunk whose tags double (802.1ad): two tenants with the same addresses, in two outer networks of one realm. */
export function tenantsWithTheSameAddresses(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, realm } = segment;
  const wire = new Wire(plant.draw);
  for (const tenant of [0, 1]) {
    const [master, plc] = [plant.host(OUI.dell, `${prefix}.80`), plant.host(OUI.siemens, `${prefix}.81`, 30)];
    const serial = plant.serial("S C-");
    for (const minute of [25, 125]) {
      const start = wire.frames.length;
      const at = plant.at(0, minute) + tenant * 3_000_000;
      wire.arp(at, master, plc);
      answerS7(wire, at + 1_000_000, master, plc, s7Identity(serial, `line-${tenant}`));
      for (const { timeUs, bytes } of wire.frames.splice(start))
        wire.frame(timeUs, tagged(tagged(bytes, 30), 100 + tenant));
    }
    plant.claim("tenants-with-the-same-addresses", plant.device("master"), realm, { mac: master.mac });
    plant.claim("tenants-with-the-same-addresses", plant.device("plc"), realm, { mac: plc.mac }, { serial });
  }
  plant.binary(`captures/tenants-${prefix}.pcap`, "trunk", pcapFile(wire.frames.sort((x, y) => x.timeUs - y.timeUs)));
}

/** Leases and scans of one pool by three sources that know different things, hours apart, one of them an hour wrong. */
export function poolInThreeSources(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, router, server, realm } = segment;
  const third = prefix.split(".")[2];
  const hosts = Array.from({ length: 5 }, (_, index) => ({
    mac: plant.mac([OUI.hp, OTHER_OUI.intel][index % 2] as string),
    name: `PC${third}-${index}`,
    device: plant.device("pc"),
  }));
  for (const day of [0, 1, 2, 3]) {
    const leases: [number, string, string, string, string][] = [];
    const talks: [number, string, string, number][] = [];
    const scanned = [];
    for (const [index, { mac, name, device }] of hosts.entries()) {
      const ip = `${prefix}.${200 + ((index * 2 + day) % 5)}`;
      const at = plant.at(day, 60 + index);
      leases.push([at, mac, ip, router.ip, name]);
      talks.push([at + 3_600_000_000, ip, server.ip, 445], [at + 5_000_000_000, ip, server.ip, 443]);
      if (day % 2 === 0) {
        const host: Host = { mac, ip, ttl: 128 };
        lease(plant.wire(day), at, host, router, name);
        plant.wire(day).arp(at + 1_000_000, server, host);
        sayNetbios(plant.wire(day), at + 2_000_000, host, name);
      }
      scanned.push({ ip, ports: openPort(445, "microsoft-ds"), name: `${name}.corp.example` });
      plant.claim(
        "pool-in-three-sources",
        device,
        realm,
        { mac },
        ...[at, at + 3_600_000_000, at + 5_000_000_000].map((atUs) => ({ ip, atUs })),
      );
    }
    plant.text(`zeek/pool-${prefix}-${day}/dhcp.log`, "zeek", zeekLeases(leases));
    plant.text(`zeek/pool-${prefix}-${day}/conn.log`, "zeek", zeekConnections(talks));
    plant.text(`scans/pool-${prefix}-${day}.xml`, "scanner", nmapReport(plant.at(day, 200), scanned));
  }
}

/** Controllers of one project in three realms, each scanned by address through a router, at equal addresses. */
export function equalProjectsInThreeRealms(plant: CasePlant): void {
  const segment = plant.segment();
  for (const realm of ["plant", "hall-7", "hall-8"]) {
    const plc = plant.host(OUI.siemens, `${segment.prefix}.90`, 30);
    const serial = plant.serial("S C-");
    const device = plant.device("plc");
    const scanned = plant.at(1, 10);
    plant.text(
      `scans/${realm}-${segment.prefix}.xml`,
      "scanner",
      nmapReport(scanned, [{ ip: plc.ip, ports: s7InfoPort(serial) }]),
      realm,
    );
    const at = plant.at(1, 100);
    const wire = plant.wire(1, "line", realm);
    const master: Host = { ...segment.server, mac: plant.mac(OUI.dell) };
    wire.arp(at, master, plc);
    answerS7(wire, at + 1_000_000, master, plc, s7Identity(serial, "filler"));
    plant.claim(
      "equal-projects-in-three-realms",
      device,
      realm,
      { mac: plc.mac },
      { serial },
      { ip: plc.ip, atUs: scanned },
      { ip: plc.ip, atUs: at },
    );
  }
}

/** Supervision of a power station: sampled values and GOOSE without addresses, from devices that also have one. */
export function devicesWithoutAddresses(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const wire = plant.wire(2, "process");
  for (let index = 0; index < 3; index++) {
    const mac = plant.mac(OTHER_OUI.abb);
    const at = plant.at(2, 20 + index);
    for (let beat = 0; beat < 30; beat++)
      wire.frame(
        at + beat * 4_000_000,
        ethernet(mac, `01:0c:cd:01:00:0${index}`, 0x88b8, concat(u16(index), u16(20), u32(0), new Uint8Array(12))),
      );
    const device = plant.device("ied");
    plant.claim("devices-without-addresses", device, realm, { mac });
    if (index === 0) continue;
    const host: Host = { mac, ip: `${prefix}.${100 + index}`, ttl: 64 };
    plant.wire(2).arp(at + 1_000_000, server, host);
    plant.wire(2).tcp(at + 2_000_000, server, host, 102);
    plant.claim("devices-without-addresses", device, realm, { ip: host.ip, atUs: at + 2_000_000 });
  }
}
