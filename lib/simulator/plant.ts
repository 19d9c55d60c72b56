import type { PurdueLevel, ZoneCriticality } from "@/lib/domain/zone/zone";
import type { BacnetSeed, CipSeed, DcpSeed, S7Seed } from "./plant-traits";

/**
 * The sample plant: a water-treatment works with its buildings and two machine cells from one machine builder, who
 * ships the same 192.168.0.x twice. Every name, serial and address is invented.
 */

export interface PlantZone {
  readonly name: string;
  readonly purdueLevel: PurdueLevel;
  readonly criticality: ZoneCriticality;
  readonly description: string;
  readonly segments: readonly SegmentName[];
}

export type SegmentName =
  | "enterprise"
  | "dmz"
  | "operations"
  | "supervision"
  | "process"
  | "remote"
  | "building"
  | "cameras"
  | "cell-a"
  | "cell-b"
  | "internet";

export interface Segment {
  readonly name: SegmentName;
  readonly realm: string;
  /** First three octets of its /24. */
  readonly prefix: string;
  /** The core router's card on this segment; null in a cell, which stands alone, and on the internet. */
  readonly routerMac: string | null;
  /** 802.1Q tag on the trunks between the switches; null where there is no trunk. */
  readonly vlan: number | null;
}

export const SEGMENTS: Readonly<Record<SegmentName, Segment>> = {
  enterprise: { name: "enterprise", realm: "plant", prefix: "10.1.40", routerMac: "00:1b:54:0a:00:01", vlan: 40 },
  dmz: { name: "dmz", realm: "plant", prefix: "10.1.35", routerMac: "00:1b:54:0a:00:02", vlan: 35 },
  operations: { name: "operations", realm: "plant", prefix: "10.1.25", routerMac: "00:1b:54:0a:00:03", vlan: 25 },
  supervision: { name: "supervision", realm: "plant", prefix: "10.1.21", routerMac: "00:1b:54:0a:00:04", vlan: 21 },
  process: { name: "process", realm: "plant", prefix: "10.1.20", routerMac: "00:1b:54:0a:00:05", vlan: 20 },
  remote: { name: "remote", realm: "plant", prefix: "10.1.22", routerMac: "00:1b:54:0a:00:06", vlan: 22 },
  building: { name: "building", realm: "plant", prefix: "10.1.50", routerMac: "00:1b:54:0a:00:07", vlan: 50 },
  cameras: { name: "cameras", realm: "plant", prefix: "10.1.60", routerMac: "00:1b:54:0a:00:08", vlan: 60 },
  "cell-a": { name: "cell-a", realm: "cell-a", prefix: "192.168.0", routerMac: null, vlan: null },
  "cell-b": { name: "cell-b", realm: "cell-b", prefix: "192.168.0", routerMac: null, vlan: null },
  internet: { name: "internet", realm: "plant", prefix: "0.0.0", routerMac: null, vlan: null },
};

/** No sensor stands on these segments: their devices show an address, never a card. */
export const UNSEEN_SEGMENTS: readonly SegmentName[] = ["remote"];

export const ZONES: readonly PlantZone[] = [
  {
    name: "Enterprise",
    purdueLevel: 4,
    criticality: 2,
    description: "Offices and their printers",
    segments: ["enterprise"],
  },
  {
    name: "DMZ",
    purdueLevel: 3.5,
    criticality: 3,
    description: "Historian mirror and remote access",
    segments: ["dmz"],
  },
  {
    name: "Operations",
    purdueLevel: 3,
    criticality: 4,
    description: "SCADA servers and engineering",
    segments: ["operations"],
  },
  {
    name: "Supervision",
    purdueLevel: 2,
    criticality: 4,
    description: "Operator panels of the waterworks",
    segments: ["supervision"],
  },
  {
    name: "Water treatment",
    purdueLevel: 1,
    criticality: 5,
    description: "Controllers, drives and remote pumping stations",
    segments: ["process", "remote"],
  },
  {
    name: "Building",
    purdueLevel: 2,
    criticality: 2,
    description: "Heating, ventilation, access and cameras",
    segments: ["building", "cameras"],
  },
  { name: "Cell A", purdueLevel: 1, criticality: 3, description: "Packaging machine A", segments: ["cell-a"] },
  { name: "Cell B", purdueLevel: 1, criticality: 3, description: "Packaging machine B", segments: ["cell-b"] },
];

export interface ScanService {
  readonly transport: "tcp" | "udp";
  readonly port: number;
  readonly name: string;
  readonly product?: string;
  readonly version?: string;
  /** Script output as nmap writes it: id → element key → text. */
  readonly scripts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Card {
  readonly segment: SegmentName;
  readonly ip: string;
  readonly mac: string;
}

export interface PlantDevice extends Card {
  readonly name: string;
  readonly role: string;
  /** As the device itself states it in some file; absent when nothing states it. */
  readonly vendor?: string;
  readonly model?: string;
  readonly orderNumber?: string;
  readonly firmware?: string;
  readonly serial?: string;
  readonly isApproved: boolean;
  /** Initial TTL of its operating system. */
  readonly ttl: 64 | 128;
  /** Further network cards. */
  readonly otherCards?: readonly Card[];
  readonly s7?: S7Seed;
  readonly cip?: CipSeed;
  readonly dcp?: DcpSeed;
  readonly bacnet?: BacnetSeed;
  readonly unitId?: number;
  readonly dnp3Address?: number;
  /** Announces itself by LLDP with the inventory of LLDP-MED; the number is its capability bits. */
  readonly lldpCapabilities?: number;
  /** What it says of itself by SNMP when the network management asks. */
  readonly sysDescr?: string;
  /** Announces itself by mDNS, with these TXT entries. */
  readonly mdnsTxt?: readonly string[];
  /** Announces itself to the Windows network, as this version ("10.0"). */
  readonly windows?: readonly [number, number];
  /** What the nmap scan of the operations team found open. */
  readonly scan?: readonly ScanService[];
  /** Address after the lease changed hands on the last day. */
  readonly laterIp?: string;
}
