import { arp, BROADCAST_MAC } from "../../frames";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { lease, sayMdns, sayNetbios } from "../../hard-cases/speak";
import type { Host } from "../../hard-cases/wire";
import { nmapReport, sshPort } from "../nmap-text";
import { zeekConnections } from "../zeek-text";

const hex = (plant: CasePlant, digits: number) =>
  Array.from({ length: digits }, () => plant.draw(16).toString(16)).join("");

/** Two nodes of a cluster from one pallet: address and name of the cluster go from one to the other within minutes. */
export function clusterWithAName(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const third = prefix.split(".")[2];
  const cards = plant.neighbours(OUI.dell, 2);
  const nodes = cards.map((mac, index): Host => ({ mac, ip: `${prefix}.${61 + index}`, ttl: 128 }));
  const devices = nodes.map(() => plant.device("node"));
  const wire = plant.wire(2);
  for (const [index, node] of nodes.entries()) {
    for (const minute of [10, 100, 190]) {
      const at = plant.at(2, minute + index);
      wire.arp(at, server, node);
      wire.tcp(at + 1_000_000, server, node, 445);
      sayNetbios(wire, at + 2_000_000, node, `SQL${third}-${index ? "B" : "A"}`);
      plant.claim("cluster-with-a-name", devices[index] as string, realm, { mac: node.mac }, { ip: node.ip, atUs: at });
    }
  }
  for (let turn = 0; turn < 4; turn++) {
    const holder: Host = { ...(nodes[turn % 2] as Host), ip: `${prefix}.60` };
    const at = plant.at(2, 20 + turn * 15);
    wire.frame(at, arp(1, holder, { mac: BROADCAST_MAC, ip: holder.ip }));
    wire.arp(at + 1_000_000, server, holder);
    wire.tcp(at + 2_000_000, server, holder, 1433);
    sayNetbios(wire, at + 3_000_000, holder, `SQLCLU${third}`);
    plant.claim("cluster-with-a-name", devices[turn % 2] as string, realm, { ip: holder.ip, atUs: at + 2_000_000 });
  }
}

/** A cold standby from the same pallet has the server's address and name, and runs while the other is off; keys differ. */
export function coldStandbyOfOnePallet(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const third = prefix.split(".")[2];
  const cards = plant.neighbours(OUI.hp, 2);
  const keys = cards.map(() => hex(plant, 32));
  const devices = cards.map(() => plant.device("server"));
  for (const [turn, minute] of [10, 40, 70, 100].entries()) {
    const host: Host = { mac: cards[turn % 2] as string, ip: `${prefix}.90`, ttl: 64 };
    const [wire, at] = [plant.wire(1), plant.at(1, minute)];
    wire.arp(at, server, host);
    wire.tcp(at + 1_000_000, server, host, 22);
    sayMdns(wire, at + 2_000_000, host, `hist-${third}`);
    plant.text(
      `scans/standby-${prefix}-${turn}.xml`,
      "scanner",
      nmapReport(at + 60_000_000, [
        { ip: host.ip, mac: host.mac, ports: sshPort(keys[turn % 2] as string), name: `hist-${third}` },
      ]),
    );
    plant.claim(
      "cold-standby-of-one-pallet",
      devices[turn % 2] as string,
      realm,
      { mac: host.mac },
      { ip: host.ip, atUs: at + 1_000_000 },
    );
  }
}

/** Laptops share docks and adapters: the card goes with the dock, the name and the radio with the laptop. */
export function docksSharedByLaptops(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, router, realm } = segment;
  const third = prefix.split(".")[2];
  const docks = plant.neighbours(OUI.dell, 2);
  const laptops = [0, 1, 2].map((index) => ({
    name: `NB${third}-${index}`,
    radio: plant.mac(OUI.intel),
    device: plant.device("laptop"),
  }));
  const devices = docks.map(() => plant.device("dock"));
  for (let day = 0; day < 4; day++) {
    for (const [index, { name, radio, device }] of laptops.entries()) {
      const [wire, at] = [plant.wire(day), plant.at(day, 30 + index * 20)];
      const air: Host = { mac: radio, ip: `${prefix}.${100 + ((index + day) % 3)}`, ttl: 128 };
      lease(wire, at, air, router, name);
      wire.arp(at + 1_000_000, server, air);
      wire.tcp(at + 2_000_000, server, air, 445);
      plant.claim("docks-shared-by-laptops", device, realm, { mac: radio }, { ip: air.ip, atUs: at + 2_000_000 });
      const dock = (index + day) % 3;
      if (dock > 1) continue;
      const wired: Host = { mac: docks[dock] as string, ip: `${prefix}.${110 + dock}`, ttl: 128 };
      lease(wire, at + 300_000_000, wired, router, name);
      wire.arp(at + 301_000_000, server, wired);
      wire.tcp(at + 302_000_000, server, wired, 445);
      sayNetbios(wire, at + 303_000_000, wired, name);
      plant.claim(
        "docks-shared-by-laptops",
        devices[dock] as string,
        realm,
        { mac: wired.mac },
        { ip: wired.ip, atUs: at + 302_000_000 },
      );
    }
  }
}

/** One name by multicast: who comes second is "-2", and "-3" the next time (RFC 6762 §9). */
export function namesakesThatAreCounted(plant: CasePlant): void {
  const segment = plant.segment();
  const { prefix, server, realm } = segment;
  const third = prefix.split(".")[2];
  const cards = plant.neighbours(OUI.phoenix, 3);
  const devices = cards.map(() => plant.device("panel"));
  const rows: (readonly [number, string, string, number])[] = [];
  for (const day of [0, 1, 2]) {
    for (const [index, mac] of cards.entries()) {
      const host: Host = { mac, ip: `${prefix}.${120 + index}`, ttl: 64 };
      const [wire, at] = [plant.wire(day), plant.at(day, 50 + index)];
      wire.arp(at, server, host);
      wire.tcp(at + 1_000_000, server, host, 80);
      const place = (index + day) % 3;
      sayMdns(wire, at + 2_000_000, host, place ? `wp${third}-${place + 1}` : `wp${third}`);
      rows.push([at + 3_000_000_000, server.ip, host.ip, 80]);
      plant.claim(
        "namesakes-that-are-counted",
        devices[index] as string,
        realm,
        { mac },
        { ip: host.ip, atUs: at + 3_000_000_000 },
      );
    }
  }
  plant.text(`zeek/names-${prefix}/conn.log`, "zeek", zeekConnections(rows));
}
