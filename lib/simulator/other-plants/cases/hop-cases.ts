import { arp, TCP_ACK, TCP_PSH, TCP_SYN, tcp, udp } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, s7Identity, sayLldp, sayNetbios } from "../../hard-cases/speak";
import { behind, type Host } from "../../hard-cases/wire";
import { OTHER_OUI } from "../other-makers";
import { zeekConnections } from "../zeek-text";

/** Devices that count hops from numbers of their own, at home: 50, 59, 100, 120, 200, 254. */
export function unusualHopCounts(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const makers = [OTHER_OUI.omron, OTHER_OUI.wago, OUI.schneider, OTHER_OUI.abb, OUI.phoenix, OUI.moxa];
  const rows: (readonly [number, string, string, number])[] = [];
  for (const [index, ttl] of [50, 59, 100, 120, 200, 254].entries()) {
    const host = plant.host(makers[index] as string, `${prefix}.${30 + index}`, ttl);
    // Two of them have a second address beside, as a web server of its own.
    const second: Host | null = index % 3 === 0 ? { ...host, ip: `${prefix}.${130 + index}` } : null;
    const device = plant.device("controller");
    for (const day of [0, 1]) {
      const [wire, at] = [plant.wire(day), plant.at(day, 30 + index)];
      for (const it of second ? [host, second] : [host]) {
        wire.arp(at, server, it);
        wire.tcp(at + 1_000_000, server, it, 502);
      }
      rows.push([at + 600_000_000, server.ip, host.ip, 502]);
    }
    const at = plant.at(1, 40 + index);
    plant.claim("unusual-hop-counts", device, realm, { mac: host.mac }, { ip: host.ip, atUs: at });
    if (second) plant.claim("unusual-hop-counts", device, realm, { ip: second.ip, atUs: at });
  }
  plant.text(`zeek/hops-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}

/** A station traces routes: it sends with hop counts from 1 upwards, to everywhere, and is no router. */
export function stationThatTracesRoutes(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm, router } = segment;
  const station = plant.host(OUI.dell, `${prefix}.40`);
  const alias: Host = { ...station, ip: `${prefix}.140` };
  const wire = plant.wire(1);
  const at = plant.at(1, 25);
  for (const it of [station, alias]) wire.arp(at, server, it);
  for (const [index, target] of ["10.251.0.9", "198.51.100.7"].entries())
    for (let ttl = 1; ttl <= 30; ttl++)
      for (const from of [station, alias])
        wire.frame(
          at + 5_000_000 + index * 40_000_000 + ttl * 100_000,
          udp(
            { ...from, port: 40_000 },
            { mac: router.mac, ip: target, port: 33_434 + ttl },
            ttl,
            ttl,
            new Uint8Array(20),
          ),
        );
  // It is heard again from the alias with a counted-down hop only: a tool that sets it to 20.
  wire.tcp(at + 200_000_000, { ...alias, ttl: 20 }, server, 443);
  wire.tcp(at + 210_000_000, station, server, 445);
  sayNetbios(wire, at + 220_000_000, station, `ENG-${prefix.split(".")[2]}`);
  plant.claim(
    "station-that-traces-routes",
    plant.device("station"),
    realm,
    { mac: station.mac },
    { ip: station.ip, atUs: at },
    { ip: alias.ip, atUs: at },
  );
}

/** Somebody sends with a controller's card and a thousand sources, with counted-down hops, so that it looks like a router. */
export function victimMadeToLookLikeARouter(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const serial = plant.serial("S C-");
  const victim = plant.host(OUI.siemens, `${prefix}.50`, 30);
  const wire = plant.wire(2);
  for (const minute of [20, 80, 200]) {
    const at = plant.at(2, minute);
    wire.arp(at, server, victim);
    answerS7(wire, at + 1_000_000, server, victim, s7Identity(serial, `mix-${prefix.split(".")[2]}`));
  }
  const from = plant.at(2, 120);
  for (let index = 0; index < 400; index++) {
    const ip = `10.${60 + (index % 7)}.${index % 250}.${1 + plant.draw(250)}`;
    const [a, b] = [
      { mac: victim.mac, ip, port: 1024 + index },
      { mac: server.mac, ip: server.ip, port: 80 },
    ];
    wire.frame(from + index * 10_000, tcp(a, b, 61, index, { seq: 5, ack: 0, flags: TCP_SYN }));
    if (index % 4 === 0) wire.frame(from + index * 10_000 + 200, arp(2, { mac: victim.mac, ip }, server));
  }
  const rows = [30, 210].map((minute) => [plant.at(2, minute), server.ip, victim.ip, 102] as const);
  plant.text(`zeek/forged-hops-${prefix}/conn.log`, "zeek", zeekConnections(rows));
  const times = [20, 80, 200, 210].map((minute) => ({ ip: victim.ip, atUs: plant.at(2, minute) }));
  plant.claim(
    "victim-made-to-look-like-a-router",
    plant.device("plc"),
    realm,
    { mac: victim.mac },
    { serial },
    ...times,
  );
}

/** A card of a controller's maker names the controller by LLDP as its own system, and has an address of its own. */
export function portThatIsForged(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const wire = plant.wire(1);
  const victims = [
    { oui: OUI.siemens, name: `press-${prefix.split(".")[2]}`, description: "SIMATIC S7-1500" },
    { oui: OUI.cisco, name: `access-${prefix.split(".")[2]}`, description: "Cisco IE-4000" },
  ];
  for (const [turn, { oui, name, description }] of victims.entries()) {
    const victim = plant.host(oui, `${prefix}.${60 + turn}`, 64);
    const forger = plant.host(oui, `${prefix}.${160 + turn}`, 128);
    for (const [index, host] of [victim, forger].entries()) {
      for (const minute of [10, 100]) {
        const at = plant.at(1, minute + turn * 3 + index);
        wire.arp(at, server, host);
        wire.tcp(at + 1_000_000, server, host, index ? 445 : 80);
        for (let beat = 0; beat < 3; beat++)
          sayLldp(wire, at + 2_000_000 + beat * 30_000_000, host, {
            chassisMac: victim.mac,
            portName: index ? "port-002" : "port-001",
            systemName: name,
            systemDescription: description,
            capabilities: 0x04,
            managementIp: victim.ip,
          });
      }
      const traces = [{ mac: host.mac }, { ip: host.ip, atUs: plant.at(1, 100 + turn * 3 + index) }];
      plant.claim("port-that-is-forged", plant.device(index ? "forger" : "victim"), realm, ...traces);
    }
  }
}

/** A host beyond a router whose answers alone pass: one half of each conversation came another way. */
export function halfOfTheWay(plant: CasePlant): void {
  const [near, far] = [plant.segment(), plant.segment()];
  const wire = plant.wire(1, "half");
  const routers = [
    plant.host(OUI.cisco, `${near.prefix}.251`, 255),
    plant.host(OTHER_OUI.juniper, `${near.prefix}.252`, 64),
  ];
  for (let index = 0; index < 4; index++) {
    const host = plant.host([OUI.siemens, OUI.dell][index % 2] as string, `${far.prefix}.${20 + index}`, 64);
    const at = plant.at(1, 35 + index);
    plant.wire(1, "far").arp(at, far.server, host);
    plant.wire(1, "far").tcp(at + 1_000_000, far.server, host, 80);
    const [out, back] = [routers[0] as Host, routers[1] as Host];
    const [a, b] = [
      { ...near.server, port: 50_100 + index },
      { ...behind(out, host), port: 80 },
    ];
    const answer = { ...behind(back, host), port: 80 };
    wire.frame(at + 2_000_000, tcp(a, b, 128, 1, { seq: 1, ack: 0, flags: TCP_SYN }));
    wire.frame(at + 2_000_400, tcp(answer, a, 63, 2, { seq: 9, ack: 2, flags: TCP_SYN | TCP_ACK }));
    wire.frame(at + 2_000_800, tcp(a, b, 128, 3, { seq: 2, ack: 10, flags: TCP_ACK | TCP_PSH }, new Uint8Array(9)));
    const traces = [{ mac: host.mac }, { ip: host.ip, atUs: at + 1_000_000 }, { ip: host.ip, atUs: at + 2_000_400 }];
    plant.claim("half-of-the-way", plant.device("host"), far.realm, ...traces);
  }
  for (const router of routers) {
    wire.arp(plant.at(1, 30), near.server, router);
    plant.claim(
      "half-of-the-way",
      plant.device("router"),
      near.realm,
      { mac: router.mac },
      { ip: router.ip, atUs: plant.at(1, 30) },
    );
  }
}
