import type { TimeUs } from "@/lib/domain/observation";
import { pcapFile } from "../../capture-files";
import { type CasePlant, OUI } from "../../hard-cases/case-plant";
import { lease, sayNetbios } from "../../hard-cases/speak";
import { Wire } from "../../hard-cases/wire";
import { zeekConnections, zeekLeases } from "../zeek-text";

const DAYS = [0, 1, 2, 3] as const;

/** Leases go round and come back within one capture of four days, and within one set of logs of another network. */
export function leasesInOneFile(plant: CasePlant): void {
  captureOfDays(plant);
  logsOfDays(plant);
}

function laptopsOf(plant: CasePlant, prefix: string) {
  return [OUI.dell, OUI.hp, OUI.intel].map((oui, index) => ({
    mac: plant.mac(oui),
    name: `ONE-${prefix.split(".")[2]}-${index}`,
    device: plant.device("laptop"),
    ipOn: (day: number) => `${prefix}.${120 + (index === 2 ? 2 : (index + day) % 2)}`,
  }));
}

function captureOfDays(plant: CasePlant): void {
  const { prefix, realm, server } = plant.segment();
  const wire = new Wire(plant.draw);
  for (const laptop of laptopsOf(plant, prefix)) {
    for (const day of DAYS) {
      const host = { mac: laptop.mac, ip: laptop.ipOn(day), ttl: 128 };
      const at = plant.at(day, 75);
      lease(wire, at, host, server, laptop.name);
      wire.arp(at + 1_000_000, host, server);
      sayNetbios(wire, at + 2_000_000, host, laptop.name);
      wire.tcp(at + 3_000_000, host, server, 445);
      plant.claim("leases-in-one-file", laptop.device, realm, { mac: host.mac }, { ip: host.ip, atUs: at + 1_500_000 });
    }
  }
  const frames = wire.frames.sort((a, b) => a.timeUs - b.timeUs);
  plant.binary(`captures/days-of-${prefix}.pcap`, "days", pcapFile(frames), realm);
}

function logsOfDays(plant: CasePlant): void {
  const { prefix, realm, router, server } = plant.segment();
  const leases: (readonly [TimeUs, string, string, string, string])[] = [];
  const connections: (readonly [TimeUs, string, string, number])[] = [];
  const laptops = laptopsOf(plant, prefix);
  for (const day of DAYS) {
    for (const { mac, name, device, ipOn } of laptops) {
      const [at, ip] = [plant.at(day, 80), ipOn(day)];
      leases.push([at, mac, ip, router.ip, name]);
      connections.push([at + 30_000_000, ip, server.ip, 445]);
      plant.claim("leases-in-one-file", device, realm, { mac }, { ip, atUs: at + 30_000_000 });
    }
  }
  plant.text(`zeek/days-${prefix}/dhcp.log`, "zeek", zeekLeases(leases), realm);
  plant.text(`zeek/days-${prefix}/conn.log`, "zeek", zeekConnections(connections), realm);
}
