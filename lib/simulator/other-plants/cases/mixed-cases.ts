import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { answerS7, lease, s7Identity, sayLldp } from "../../hard-cases/speak";
import { behind, type Host } from "../../hard-cases/wire";
import { dhcpAck, dhcpRequest } from "../../messages/dhcp";
import { snmpGetSystem, snmpSystem } from "../../messages/management";
import { nmapReport, openPort } from "../nmap-text";
import { OTHER_OUI } from "../other-makers";

/** Leases change hands behind a router: one sensor sees them given, another sees them routed, a scanner sees addresses. */
export function leasesBehindARouter(plant: CasePlant): void {
  const [core, cell] = [plant.segment(), plant.segment()];
  const third = cell.prefix.split(".")[2];
  const laptops = Array.from({ length: 4 }, (_, index) => ({
    mac: plant.mac(index % 2 ? OUI.hp : OTHER_OUI.intel),
    name: `EWS${third}-${index}`,
    device: plant.device("laptop"),
  }));
  for (const day of [0, 1, 2]) {
    const [home, routed] = [plant.wire(day, "cell"), plant.wire(day, "backbone")];
    const scanned = [];
    for (const [index, { mac, name, device }] of laptops.entries()) {
      const host: Host = { mac, ip: `${cell.prefix}.${100 + ((index + day) % 4)}`, ttl: 128 };
      const at = plant.at(day, 100 + index);
      lease(home, at, host, cell.router, name);
      home.arp(at + 1_000_000, host, cell.router);
      home.tcp(at + 2_000_000, host, behind(cell.router, core.server), 445);
      routed.tcp(at + 2_000_100, behind(core.router, host), core.server, 445);
      const lateUs = plant.at(day, 300 + index);
      routed.tcp(lateUs, behind(core.router, host), core.server, 443);
      scanned.push({ ip: host.ip, ports: openPort(3389, "ms-wbt-server") });
      const times = [at + 2_000_000, lateUs, plant.at(day, 360)].map((atUs) => ({ ip: host.ip, atUs }));
      plant.claim("leases-behind-a-router", device, cell.realm, { mac }, ...times);
    }
    plant.text(`scans/cell-${cell.prefix}-${day}.xml`, "scanner", nmapReport(plant.at(day, 361), scanned));
  }
  for (const { router } of [core, cell])
    plant.claim("leases-behind-a-router", plant.device("router"), core.realm, { mac: router.mac });
}

/** A relay passes requests for leases on with its own card: the client is who the request names, not who sends it. */
export function relayedLeases(plant: CasePlant): void {
  const [office, hall] = [plant.segment(), plant.segment()];
  const relay: Host = office.router;
  const wire = plant.wire(1);
  wire.arp(plant.at(1, 5), office.server, relay);
  wire.tcp(plant.at(1, 6), office.server, relay, 22);
  for (let index = 0; index < 4; index++) {
    const mac = plant.mac(OTHER_OUI.wago);
    const ip = `${hall.prefix}.${60 + index}`;
    const at = plant.at(1, 10 + index);
    const xid = 77_000 + index;
    const [ask, answer] = [
      dhcpRequest(xid, mac, ip, `io-${hall.prefix.split(".")[2]}-${index}`, "WAGO"),
      dhcpAck(xid, mac, ip, office.server.ip, hall.router.ip),
    ];
    wire.udp(at, { ...relay, ip: hall.router.ip }, office.server, 67, [{ ask, answer }], 67);
    wire.tcp(at + 5_000_000, office.server, behind(relay, { mac, ip, ttl: 64 }), 502);
    plant.claim("relayed-leases", plant.device("io"), hall.realm, { mac }, { ip, atUs: at + 5_000_000 });
  }
  plant.claim(
    "relayed-leases",
    plant.device("relay"),
    office.realm,
    { mac: relay.mac },
    { ip: relay.ip, atUs: plant.at(1, 6) },
  );
}

/** Both members of a standby pair are replaced one after the other; the group's card and all addresses stay. */
export function replacedStandbyPair(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const prefixes = ["00:00:5e:00:01", "00:00:0c:9f:f1", "00:00:0c:07:ac"];
  const group = (1 + plant.draw(250)).toString(16).padStart(2, "0");
  const virtual: Host = { mac: `${prefixes[plant.draw(3)]}:${group}`, ip: `${prefix}.254`, ttl: 255 };
  const old = [252, 253].map((last) => plant.host(OTHER_OUI.juniper, `${prefix}.${last}`, 64));
  const young = [252, 253].map((last) => plant.host(OTHER_OUI.hirschmann, `${prefix}.${last}`, 64));
  const pairs = [old, [young[0] as Host, old[1] as Host], young];
  const devices = new Map([...old, ...young].map(({ mac }) => [mac, plant.device("router")]));
  const group1 = plant.device("virtual");
  for (const [day, pair] of pairs.entries()) {
    const wire = plant.wire(day);
    for (const [index, router] of pair.entries()) {
      const at = plant.at(day, 30 + index);
      wire.arp(at, server, router);
      wire.udp(at + 1_000_000, server, router, 161, [
        { ask: snmpGetSystem(day), answer: snmpSystem(day, "router", `gw-${prefix.split(".")[2]}-${index}`, "") },
      ]);
      plant.claim(
        "replaced-standby-pair",
        devices.get(router.mac) as string,
        segment.realm,
        { mac: router.mac },
        { ip: router.ip, atUs: at + 1_000_000 },
      );
    }
    wire.arp(plant.at(day, 40), server, virtual);
    plant.claim("replaced-standby-pair", group1, segment.realm, { ip: virtual.ip, atUs: plant.at(day, 40) });
    const active = pair[day % 2] as Host;
    wire.tcp(plant.at(day, 45), server, behind(active, { mac: "", ip: `10.97.${day}.4`, ttl: 128 }), 443);
  }
}

/** Controllers of one delivery with the name of the factory, one in each cell: the numbering goes on from cell to cell. */
export function factoryNamesInEveryCell(plant: CasePlant): void {
  const kinds = [
    { oui: OUI.siemens, name: ["plc_1", "PLC", "hmi-2"][plant.draw(3)] as string, description: "SIMATIC S7-1200" },
    { oui: OUI.moxa, name: "NP5110A", description: "NP5110A Firmware 1.4" },
    { oui: OTHER_OUI.omron, name: ["CPU_1", "switch"][plant.draw(2)] as string, description: "controller" },
  ];
  for (const [turn, { oui, name, description }] of kinds.entries()) {
    const cards = plant.neighbours(oui, 3);
    for (const [index, mac] of cards.entries()) {
      const segment = plant.segment();
      const host: Host = { mac, ip: `${segment.prefix}.10`, ttl: 64 };
      const wire = plant.wire(turn);
      for (const minute of [60, 200]) {
        const at = plant.at(turn, minute + index);
        wire.arp(at, segment.server, host);
        wire.udp(at + 1_000_000, segment.server, host, 161, [
          { ask: snmpGetSystem(9), answer: snmpSystem(9, description, name, "") },
        ]);
        wire.tcp(at + 2_000_000, segment.server, host, 502);
      }
      plant.claim(
        "factory-names-in-every-cell",
        plant.device("plc"),
        segment.realm,
        { mac },
        { ip: host.ip, atUs: plant.at(turn, 200) },
      );
    }
  }
}

/** A server and the management controller on its own plug: two cards on one cable, with two names. */
export function managementControllerOnOnePlug(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const tag = plant.serial("").slice(0, 7);
  for (const [turn, oui] of [OUI.dell, OUI.hp].entries()) {
    const [card, controller] = plant.neighbours(oui, 2) as [string, string];
    const names = turn ? [`ESX${prefix.split(".")[2]}`, `ILO${tag}`] : [`DB${prefix.split(".")[2]}`, `idrac-${tag}`];
    for (const [index, mac] of [card, controller].entries()) {
      const host: Host = { mac, ip: `${prefix}.${150 + turn * 2 + index}`, ttl: index ? 64 : 128 };
      for (const day of [0, 1]) {
        const at = plant.at(day, 70 + index);
        lease(plant.wire(day), at, host, segment.router, names[index] as string);
        plant.wire(day).arp(at + 1_000_000, server, host);
        plant.wire(day).tcp(at + 2_000_000, server, host, 443);
      }
      plant.claim(
        "management-controller-on-one-plug",
        plant.device(index ? "bmc" : "server"),
        segment.realm,
        { mac },
        { ip: host.ip, atUs: plant.at(1, 70 + index) },
      );
    }
  }
}

/** Two VLANs of one realm use the same addresses: a trunk shows two cards for each at once. */
export function equalNetworksInTwoVlans(plant: CasePlant): void {
  const segment = plant.segment();
  const serials = [plant.serial("S C-"), plant.serial("S C-")];
  for (const vlan of [0, 1]) {
    const panel = plant.host(vlan ? OTHER_OUI.wago : OUI.schneider, `${segment.prefix}.30`, 128);
    const plc = plant.host(OUI.siemens, `${segment.prefix}.31`, 30);
    const wire = plant.wire(1, `vlan-${vlan}`);
    for (const minute of [10, 50, 90]) {
      const at = plant.at(1, minute);
      wire.arp(at, panel, plc);
      answerS7(wire, at + 1_000_000, panel, plc, s7Identity(serials[vlan] as string, "winder"));
    }
    plant.claim("equal-networks-in-two-vlans", plant.device("panel"), segment.realm, { mac: panel.mac });
    plant.claim(
      "equal-networks-in-two-vlans",
      plant.device("plc"),
      segment.realm,
      { mac: plc.mac },
      { serial: serials[vlan] as string },
    );
  }
}

/** Serial servers swap places, and with them addresses: each stays itself. */
export function swappedSerialServers(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server } = segment;
  const cards = [plant.mac(OUI.moxa), plant.mac(OUI.moxa)];
  const devices = [plant.device("serial-server"), plant.device("serial-server")];
  for (const day of [0, 2]) {
    for (const index of [0, 1]) {
      const host: Host = { mac: cards[index] as string, ip: `${prefix}.${20 + ((index + day / 2) % 2)}`, ttl: 64 };
      const at = plant.at(day, 30 + index);
      plant.wire(day).arp(at, server, host);
      plant.wire(day).tcp(at + 1_000_000, server, host, 4001);
      plant
        .wire(day)
        .udp(at + 2_000_000, server, host, 161, [
          { ask: snmpGetSystem(4), answer: snmpSystem(4, "NP5610-16", `ns-${prefix.split(".")[2]}-${index}`, "") },
        ]);
      plant.claim(
        "swapped-serial-servers",
        devices[index] as string,
        segment.realm,
        { mac: host.mac },
        { ip: host.ip, atUs: at + 1_000_000 },
      );
    }
  }
}

/** A host in two networks with cards of two makers says by LLDP on both that it is one chassis. */
export function hostThatNamesItsChassis(plant: CasePlant): void {
  const [office, control] = [plant.segment(), plant.segment()];
  const cards = [plant.mac(OUI.dell), plant.mac(OTHER_OUI.intel)];
  const device = plant.device("gateway-host");
  for (const [index, segment] of [office, control].entries()) {
    const host: Host = { mac: cards[index] as string, ip: `${segment.prefix}.33`, ttl: 64 };
    for (const minute of [20, 220]) {
      const at = plant.at(1, minute + index);
      const wire = plant.wire(1);
      wire.arp(at, segment.server, host);
      wire.tcp(at + 1_000_000, segment.server, host, 22);
      sayLldp(wire, at + 2_000_000, host, {
        chassisMac: cards[0] as string,
        portName: `eno${index + 1}`,
        systemName: `edge-${office.prefix.split(".")[2]}`,
        systemDescription: "Debian GNU/Linux 12 (bookworm) Linux 6.1.0",
        capabilities: 0x80,
        managementIp: `${office.prefix}.33`,
      });
    }
    plant.claim(
      "host-that-names-its-chassis",
      device,
      segment.realm,
      { mac: host.mac },
      { ip: host.ip, atUs: plant.at(1, 21) },
    );
  }
}
