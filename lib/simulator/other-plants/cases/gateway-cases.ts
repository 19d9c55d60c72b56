import { tagged } from "../../frames";
import { type CasePlant, OUI, type Segment } from "../../hard-cases/case-plant";
import { answerS7, s7Identity, sayLldp } from "../../hard-cases/speak";
import { behind, type Host } from "../../hard-cases/wire";
import { deviceIdentification, readDeviceIdentification } from "../../messages/modbus";
import { OTHER_OUI } from "../other-makers";

/** Two routing switches with a card each for ten networks, and in each a gateway of the same group of theirs. */
export function oneGroupInEveryNetwork(plant: CasePlant): void {
  const networks = Array.from({ length: 10 }, () => plant.segment());
  const prefix = ["00:00:5e:00:01", "00:00:0c:9f:f0", "00:00:0c:07:ac"][plant.draw(3)];
  const group = `${prefix}:01`;
  const switches = [OUI.cisco, OTHER_OUI.juniper].map((oui) => ({
    mac: plant.mac(oui),
    device: plant.device("switch"),
  }));
  for (const [index, { server, realm, prefix }] of networks.entries()) {
    const gateway: Host = { mac: group, ip: `${prefix}.254`, ttl: 255 };
    const device = plant.device("gateway");
    for (const day of [0, 2]) {
      const wire = plant.wire(day);
      const at = plant.at(day, 20 + index);
      wire.arp(at, server, gateway);
      plant.claim("one-group-in-every-network", device, realm, { ip: gateway.ip, atUs: at });
      // Some are also asked for something, and answer with the card of the group.
      if (index % 3 === 0) wire.tcp(at + 1_000_000, server, gateway, 22);
      for (const [side, { mac, device: owner }] of switches.entries()) {
        const host: Host = { mac, ip: `${prefix}.${252 + side}`, ttl: 64 };
        wire.arp(at + 2_000_000, server, host);
        wire.tcp(at + 3_000_000, server, host, 22);
        plant.claim("one-group-in-every-network", owner, realm, { mac }, { ip: host.ip, atUs: at + 3_000_000 });
      }
    }
  }
}

/** A gateway with two lines, one at port 502 and one at 503: units of the same numbers are others at each. */
export function unitsOnTwoPorts(plant: CasePlant): void {
  const segment = plant.segment();
  const gateway = plant.host(OUI.moxa, `${segment.prefix}.80`, 64);
  const wire = plant.wire(1);
  wire.arp(plant.at(1, 60), segment.server, gateway);
  const own = [{ mac: gateway.mac }, { ip: gateway.ip, atUs: plant.at(1, 61) }];
  plant.claim("units-on-two-ports", plant.device("gateway"), segment.realm, ...own);
  for (const port of [502, 503]) {
    const at = plant.at(1, 62);
    const units = [1, 2, 3];
    wire.tcp(
      at,
      segment.server,
      gateway,
      port,
      units.map((unit) => ({
        ask: readDeviceIdentification(unit, unit),
        answer: deviceIdentification(unit, unit, "Invented Drives", `P${port}-${unit}`, `V2.${unit}`),
      })),
    );
    for (const unit of units) {
      const child = port === 502 ? `modbus unit ${unit}` : `modbus port ${port} unit ${unit}`;
      const traces = [
        { mac: gateway.mac, child },
        { ip: gateway.ip, atUs: at, child },
      ];
      plant.claim("units-on-two-ports", plant.device("child"), segment.realm, ...traces);
    }
  }
}

/** A controller in its cell, and the same seen through the forwarded port of its firewall: two devices. */
export function controllerSeenThroughItsFirewall(plant: CasePlant): void {
  const [hall, cell] = [plant.segment(), plant.segment(["cell-a", "cell-b"][plant.draw(2)])];
  const serial = plant.serial("S C-");
  const identity = s7Identity(serial, `mixer-${hall.prefix.split(".")[2]}`);
  const plc = plant.host(OUI.siemens, "192.168.214.1", 30);
  const panel = plant.host(OUI.dell, "192.168.214.2");
  const firewall = plant.host([OTHER_OUI.hirschmann, OUI.phoenix][plant.draw(2)] as string, `${hall.prefix}.85`, 64);
  const wires = [plant.wire(1), plant.wire(1, "cell", cell.realm)] as const;
  for (const minute of [20, 240]) {
    const at = plant.at(1, minute);
    wires[0].arp(at, hall.server, firewall);
    answerS7(wires[0], at + 1_000_000, hall.server, { ...firewall, ttl: 29 }, identity);
    wires[1].arp(at, panel, plc);
    answerS7(wires[1], at + 2_000_000, panel, plc, identity);
  }
  const claim = (what: string, { realm }: Segment, host: Host) =>
    plant.claim("controller-seen-through-its-firewall", plant.device(what), realm, { mac: host.mac });
  claim("firewall", hall, firewall);
  claim("plc", cell, plc);
  claim("panel", cell, panel);
}

/** A routing switch between two networks whose frames one sensor has with the tags of both, and a switch beside it. */
export function interfaceOfEachVlan(plant: CasePlant): void {
  const networks = [plant.segment(), plant.segment(), plant.segment()];
  const wire = plant.wire(2, "trunk");
  const cards = [plant.mac(OTHER_OUI.hirschmann), plant.mac(OTHER_OUI.hirschmann)];
  for (const [turn, mac] of cards.entries()) {
    const device = plant.device("switch");
    for (const [index, { prefix, server, realm }] of networks.entries()) {
      const host: Host = { mac, ip: `${prefix}.${1 + 4 * (turn + 1)}`, ttl: 64 };
      const at = plant.at(2, 130 + index);
      const start = wire.frames.length;
      wire.arp(at, server, host);
      wire.tcp(at + 1_000_000, server, host, 443);
      const far = networks[(index + 1) % 3] as Segment;
      wire.tcp(at + 2_000_000, server, behind(host, far.server), 445);
      for (let frame = start; frame < wire.frames.length; frame++) {
        const { timeUs, bytes } = wire.frames[frame] as (typeof wire.frames)[number];
        wire.frames[frame] = { timeUs, bytes: tagged(bytes, 100 + index) };
      }
      plant.claim("interface-of-each-vlan", device, realm, { mac }, { ip: host.ip, atUs: at + 1_000_000 });
    }
    const { prefix } = networks[0] as Segment;
    sayLldp(
      wire,
      plant.at(2, 140),
      { mac, ip: "", ttl: 0 },
      {
        chassisMac: mac,
        portName: "1/1",
        systemName: `L3-${prefix.split(".")[2]}-${turn}`,
        systemDescription: "Hirschmann MACH - SW: L3P-09.0.10",
        capabilities: 0x14,
        managementIp: `${prefix}.${1 + 4 * (turn + 1)}`,
      },
    );
  }
}
