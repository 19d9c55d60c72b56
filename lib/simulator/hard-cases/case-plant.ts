import type { TimeUs } from "@/lib/domain/observation";
import { pcapFile } from "../capture-files";
import type { Draw } from "../draw";
import type { CaseName, Trace } from "./trace";
import { type Host, Wire } from "./wire";

/** Day 0 of every plant of hard cases. */
export const CASE_START_US: TimeUs = Date.UTC(2026, 2, 2, 6) * 1000;
const MINUTE_US = 60_000_000;
const DAY_US = 24 * 60 * MINUTE_US;

/** Makers' prefixes (IEEE registry), by what they stand for in the stories. */
export const OUI = {
  siemens: "00:1b:1b",
  siemensOld: "00:0e:8c",
  rockwell: "00:00:bc",
  schneider: "00:80:f4",
  dell: "00:14:22",
  hp: "3c:d9:2b",
  intel: "00:1b:21",
  cisco: "00:1b:54",
  moxa: "00:90:e8",
  phoenix: "00:a0:45",
} as const;

export interface CaseFile {
  readonly path: string;
  readonly realm: string;
  readonly sensor: string;
  readonly bytes: Uint8Array;
}

export interface Segment {
  readonly realm: string;
  /** First three octets of its /24. */
  readonly prefix: string;
  readonly router: Host;
  /** A Windows server that the others talk to. */
  readonly server: Host;
}

const encoder = new TextEncoder();

/** A plant to which the cases add their devices; all share the sensors' files, so that every case meets every other. */
export class CasePlant {
  readonly traces: Trace[] = [];
  private readonly wires = new Map<string, { realm: string; sensor: string; wire: Wire }>();
  private readonly others: CaseFile[] = [];
  private readonly counters = new Map<string, number>();
  private subnets = 0;
  private devices = 0;

  /** `prefixOf`: the first three octets of the plant's networks by number, from 1. */
  constructor(
    readonly draw: Draw,
    private readonly prefixOf: (number: number) => string,
  ) {}

  at(day: number, minute: number): TimeUs {
    return CASE_START_US + day * DAY_US + minute * MINUTE_US + this.draw(20_000_000);
  }

  /** What the sensor of the realm records on that day; days and sensors are shared by all cases. */
  wire(day: number, sensor = "core", realm = "plant"): Wire {
    const path = `captures/${realm}-${sensor}-day-${day}.pcap`;
    let entry = this.wires.get(path);
    if (!entry) {
      entry = { realm, sensor, wire: new Wire(this.draw) };
      this.wires.set(path, entry);
    }
    return entry.wire;
  }

  text(path: string, sensor: string, text: string, realm = "plant"): void {
    this.binary(path, sensor, encoder.encode(text), realm);
  }

  binary(path: string, sensor: string, bytes: Uint8Array, realm = "plant"): void {
    this.others.push({ path, realm, sensor, bytes });
  }

  /** A card of the maker, never given out twice. Numbers go in large steps, so that none are neighbours by accident. */
  mac(oui: string): string {
    const number = (this.counters.get(oui) ?? this.draw(2000)) + 64 + this.draw(900);
    this.counters.set(oui, number);
    return cardOf(oui, number);
  }

  /** The next cards in the maker's numbering. */
  neighbours(oui: string, count: number): string[] {
    const first = (this.counters.get(oui) ?? this.draw(2000)) + 64;
    this.counters.set(oui, first + count + 64);
    return Array.from({ length: count }, (_, index) => cardOf(oui, first + index));
  }

  host(oui: string, ip: string, ttl = 128): Host {
    return { mac: this.mac(oui), ip, ttl };
  }

  segment(realm = "plant"): Segment {
    this.subnets += 1;
    const prefix = this.prefixOf(this.subnets);
    const router = this.host(OUI.cisco, `${prefix}.1`, 255);
    return { realm, prefix, router, server: this.host(OUI.dell, `${prefix}.2`) };
  }

  /** A name for the next true device. */
  device(what: string): string {
    this.devices += 1;
    return `${what}-${this.devices}`;
  }

  serial(prefix: string): string {
    const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    return `${prefix}${Array.from({ length: 9 }, () => letters[this.draw(letters.length)]).join("")}`;
  }

  claim(
    name: CaseName,
    device: string | null,
    realm: string,
    ...traces: readonly Omit<Trace, "case" | "device" | "realm">[]
  ) {
    for (const trace of traces) this.traces.push({ case: name, device, realm, ...trace });
  }

  files(): CaseFile[] {
    const captures = [...this.wires].map(([path, { realm, sensor, wire }]) => ({
      path,
      realm,
      sensor,
      bytes: pcapFile(wire.frames.sort((a, b) => a.timeUs - b.timeUs)),
    }));
    return [...captures, ...this.others].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

function cardOf(oui: string, number: number): string {
  const octets = [16, 8, 0].map((shift) => ((number >> shift) & 255).toString(16).padStart(2, "0"));
  return `${oui}:${octets.join(":")}`;
}
