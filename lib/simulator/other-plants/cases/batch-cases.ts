import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerDcp, sayLldp, sayNetbios } from "../../hard-cases/speak";
import type { Host } from "../../hard-cases/wire";
import { snmpGetSystem, snmpSystem } from "../../messages/management";
import { OTHER_OUI } from "../other-makers";

/** Cells of one series in one realm, each behind a router that translates: cards from one pallet, one address, one name. */
export function cellsOfOneSeries(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, realm } = segment;
  const kinds = [
    { oui: OUI.siemens, last: 10, name: `filler-${prefix.split(".")[2]}`, what: "plc" },
    { oui: OUI.hp, last: 20, name: `HMI-${prefix.split(".")[2]}`, what: "panel" },
    { oui: OUI.phoenix, last: 1, name: `mguard-${prefix.split(".")[2]}`, what: "router" },
  ].map((kind) => ({ ...kind, cards: plant.neighbours(kind.oui, 4) }));
  for (let cell = 0; cell < 4; cell++) {
    const wire = plant.wire(1, `cell-${prefix.split(".")[2]}-${cell}`);
    const [plc, panel, router] = kinds.map(
      ({ last, cards }): Host => ({ mac: cards[cell] as string, ip: `${prefix}.${last}`, ttl: last === 20 ? 128 : 64 }),
    ) as [Host, Host, Host];
    for (const minute of [40, 140]) {
      const at = plant.at(1, minute);
      for (const host of [plc, router]) wire.arp(at, panel, host);
      wire.arp(at + 500_000, plc, panel);
      wire.tcp(at + 1_000_000, panel, plc, 102);
      wire.udp(at + 2_000_000, panel, router, 161, [
        { ask: snmpGetSystem(5), answer: snmpSystem(5, "mGuard rs4000", kinds[2]?.name ?? "", "") },
      ]);
      sayNetbios(wire, at + 3_000_000, panel, kinds[1]?.name ?? "");
      answerDcp(wire, at + 4_000_000, panel, plc, kinds[0]?.name ?? "", "S7-1500");
    }
    for (const [index, host] of [plc, panel, router].entries())
      plant.claim("cells-of-one-series", plant.device(kinds[index]?.what ?? ""), realm, { mac: host.mac });
  }
}

/** Switches of one delivery as they come: neighbouring cards, the name of the factory and its one management address. */
export function switchesAsTheyCome(plant: CasePlant): void {
  const segment = plant.segment();
  const { server, realm } = segment;
  const wire = plant.wire(1);
  const kinds = [
    { oui: OUI.moxa, name: "Managed Redundant Switch 02117", description: "MOXA EDS-408A", ip: "192.168.127.253" },
    { oui: OTHER_OUI.hirschmann, name: "BRS40", description: "Hirschmann BOBCAT", ip: null },
    { oui: OUI.siemens, name: `line-${segment.prefix.split(".")[2]}`, description: "SCALANCE XC208", ip: "0.0.0.0" },
  ];
  for (const [turn, { oui, name, description, ip }] of kinds.entries()) {
    for (const mac of plant.neighbours(oui, 3)) {
      for (let beat = 0; beat < 4; beat++)
        sayLldp(
          wire,
          plant.at(1, 30 + turn) + beat * 30_000_000,
          { mac, ip: "", ttl: 0 },
          {
            chassisMac: mac,
            portName: "port-001",
            systemName: name,
            systemDescription: description,
            capabilities: 0x04,
            managementIp: ip,
          },
        );
      plant.claim("switches-as-they-come", plant.device("switch"), realm, { mac });
    }
  }
  wire.arp(plant.at(1, 60), server, segment.router);
}

/** Serial servers of one carton, on their factory's address at the same time, with the factory's name. */
export function cartonOnOneAddress(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const wire = plant.wire(2);
  const kinds = [
    { oui: OUI.moxa, last: 254, name: "NP5110A", description: "NP5110A", port: 4001 },
    { oui: OTHER_OUI.wago, last: 253, name: "WAGO750-881", description: "WAGO 750-881 PFC ETHERNET", port: 502 },
  ];
  for (const { oui, last, name, description, port } of kinds) {
    const cards = plant.neighbours(oui, 2);
    for (let turn = 0; turn < 6; turn++) {
      const host: Host = { mac: cards[turn % 2] as string, ip: `${prefix}.${last}`, ttl: 64 };
      const at = plant.at(2, 50 + turn * 5);
      wire.arp(at, server, host);
      wire.tcp(at + 1_000_000, server, host, port);
      wire.udp(at + 2_000_000, server, host, 161, [
        { ask: snmpGetSystem(turn), answer: snmpSystem(turn, description, name, "") },
      ]);
    }
    for (const mac of cards) plant.claim("carton-on-one-address", plant.device("server"), realm, { mac });
  }
}

/** Edge computers of one pallet that name their container bridge by LLDP: all of them have 172.17.0.1. */
export function edgeComputersWithContainers(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const bridge = "172.17.0.1";
  const cards = plant.neighbours(OUI.intel, 4);
  for (const [index, mac] of cards.entries()) {
    const host: Host = { mac, ip: `${prefix}.${60 + index}`, ttl: 64 };
    const name = `edge-${prefix.split(".")[2]}-${index}`;
    const device = plant.device("edge");
    for (const day of [0, 1]) {
      const [wire, at] = [plant.wire(day), plant.at(day, 20 + index)];
      for (let beat = 0; beat < 3; beat++)
        sayLldp(wire, at + beat * 30_000_000, host, {
          chassisMac: mac,
          portName: "eno1",
          systemName: name,
          systemDescription: "Debian GNU/Linux 12 (bookworm) Linux 6.1.0",
          capabilities: 0x80,
          managementIp: bridge,
        });
      if (index > 1) continue;
      wire.arp(at + 1_000_000, server, host);
      wire.tcp(at + 2_000_000, server, host, 22);
    }
    plant.claim("edge-computers-with-containers", device, realm, { mac });
    if (index < 2)
      plant.claim("edge-computers-with-containers", device, realm, { ip: host.ip, atUs: plant.at(1, 20 + index) });
  }
}
