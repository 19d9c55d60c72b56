import type { TimeUs } from "@/lib/domain/observation";
import { approvedList } from "./approved-list";
import { pcapFile, pcapngFile } from "./capture-files";
import { type Draw, drawFrom } from "./draw";
import { buildFleet } from "./fleet";
import { nmapFile } from "./nmap-file";
import { type PlantDevice, SEGMENTS, type SegmentName } from "./plant";
import { Recorder } from "./recorder";
import { playBuilding } from "./scenes/building-scene";
import { playCell } from "./scenes/cell-scene";
import { playCore, playSupplierNight } from "./scenes/core-scene";
import { playOffice } from "./scenes/office-scene";
import { playCellularGateway, playMaintenance, playProcess } from "./scenes/process-scene";
import { MINUTE_US, named, type Stage } from "./scenes/scene";
import { ServiceLog } from "./service-log";
import { storedGzip } from "./stored-gzip";
import { buildTruth, type Truth, type TruthFile } from "./truth";
import { ZeekSensor } from "./zeek-files";

/** The sample plant's last day ends here: the demo is the same on every machine and on every day. */
export const SAMPLE_REFERENCE_US: TimeUs = Date.UTC(2026, 10, 20, 18) * 1000;
export const SAMPLE_SEED = 7;

export interface SimulateOptions {
  /** End of the last simulated day; the files tell of the five days before it. Default: SAMPLE_REFERENCE_US. */
  readonly referenceUs?: TimeUs;
}

export interface SimulatedFile extends TruthFile {
  readonly bytes: Uint8Array;
}

export interface Simulation {
  readonly files: readonly SimulatedFile[];
  readonly truth: Truth;
}

const DAY_US = 24 * 60 * MINUTE_US;
const HOUR_US = 60 * MINUTE_US;
const encoder = new TextEncoder();

/**
 * Writes the files that sensors, a scanner and the people of an invented waterworks would leave behind, and the truth
 * about them. The same seed and reference give the same bytes, everywhere.
 */
export function simulate(
  seed: number = SAMPLE_SEED,
  { referenceUs = SAMPLE_REFERENCE_US }: SimulateOptions = {},
): Simulation {
  const draw = drawFrom(seed);
  const devices = buildFleet(draw);
  const services = new ServiceLog();
  const world: World = {
    devices,
    services,
    draw,
    at: (day, hour) => referenceUs - (5 - day) * DAY_US - (18 - hour) * HOUR_US,
  };
  // Captures first: the scan finds what the devices answer on in them.
  const files = [
    ...plantCaptures(world),
    ...cellCaptures(world),
    scanFile(world),
    ...zeekLogs(world),
    ...approvedLists(world),
  ];
  const described = files.map(({ path, realm, sensor, kind }) => ({ path, realm, sensor, kind }));
  return { files, truth: buildTruth(seed, devices, services, described) };
}

interface World {
  readonly devices: readonly PlantDevice[];
  readonly services: ServiceLog;
  readonly draw: Draw;
  /** Days count from 1 to 5, hours in UTC. */
  at(day: number, hour: number): TimeUs;
}

function record(
  world: World,
  segments: readonly SegmentName[],
  fromUs: TimeUs,
  play: (stage: Stage) => void,
  hasVlanTags = false,
) {
  const recorder = new Recorder(segments, world.services, world.draw, hasVlanTags);
  play({ recorder, devices: world.devices, draw: world.draw, fromUs });
  return recorder.finish();
}

function plantCaptures(world: World): SimulatedFile[] {
  const capture = (name: string, sensor: string, bytes: Uint8Array): SimulatedFile => ({
    path: `captures/${name}`,
    realm: "plant",
    sensor,
    kind: "capture",
    bytes,
  });
  const core: SegmentName[] = ["operations", "supervision", "dmz"];
  return [
    capture(
      "day-1-process.pcap",
      "process-switch",
      pcapFile(record(world, ["process"], world.at(1, 8), (stage) => playProcess(stage, 80))),
    ),
    capture(
      "day-1-core.pcapng",
      "core-switch",
      pcapngFile(record(world, core, world.at(1, 9), (stage) => playCore(stage, 60), true)),
    ),
    capture(
      "day-2-building.pcap.gz",
      "building-switch",
      storedGzip(pcapFile(record(world, ["building", "cameras"], world.at(2, 10), playBuilding))),
    ),
    capture(
      "day-3-office.pcapng",
      "office-switch",
      pcapngFile(record(world, ["enterprise"], world.at(3, 8), (stage) => playOffice(stage, "first"))),
    ),
    capture(
      "day-3-night-core.pcapng",
      "core-switch",
      pcapngFile(record(world, core, world.at(3, 22), playSupplierNight, true)),
    ),
    capture(
      "day-4-maintenance.pcap",
      "process-switch",
      pcapFile(
        record(world, ["process"], world.at(4, 13), (stage) => {
          playProcess(stage, 60);
          playCellularGateway(stage);
          playMaintenance(stage);
        }),
      ),
    ),
    capture(
      "day-5-office.pcap",
      "office-switch",
      pcapFile(record(world, ["enterprise"], world.at(5, 8), (stage) => playOffice(stage, "later"))),
    ),
  ];
}

function cellCaptures(world: World): SimulatedFile[] {
  const cell = (name: "cell-a" | "cell-b", day: number) =>
    record(world, [name], world.at(day, 11), (stage) => playCell(stage, name, 60));
  return [
    {
      path: "captures/cell-a.pcap",
      realm: "cell-a",
      sensor: "machine-a",
      kind: "capture",
      bytes: pcapFile(cell("cell-a", 2)),
    },
    {
      path: "captures/cell-b.pcapng",
      realm: "cell-b",
      sensor: "machine-b",
      kind: "capture",
      bytes: pcapngFile(cell("cell-b", 4)),
    },
  ];
}

function scanFile({ devices, services, at }: World): SimulatedFile {
  const scanner = named({ devices }, "EWS-1");
  const scannedSegments: readonly SegmentName[] = ["operations", "supervision", "process", "remote", "dmz"];
  const hasLeft = ["LAPTOP-ENG-2", "SUPPLIER-NB", "raspberrypi", "CORE-ROUTER"];
  const targets = devices.filter(
    (it) => scannedSegments.includes(it.segment) && it !== scanner && !hasLeft.includes(it.name),
  );
  const text = nmapFile(scanner, targets, services, at(2, 17));
  return {
    path: "scans/operations-scan.xml",
    realm: "plant",
    sensor: "operations-team",
    kind: "scan",
    bytes: encoder.encode(text),
  };
}

function zeekLogs({ devices, services, draw, at }: World): SimulatedFile[] {
  const sensor = new ZeekSensor(devices, services, draw, at(3, 12));
  return sensor.files().map(({ name, text }) => ({
    path: `zeek/${name}`,
    realm: "plant",
    sensor: "zeek-core",
    kind: "log",
    bytes: encoder.encode(text),
  }));
}

/** One list per realm: a list names addresses, and an address means something only in its realm. */
function approvedLists({ devices }: World): SimulatedFile[] {
  return ["plant", "cell-a", "cell-b"].map((realm) => {
    const text = approvedList(devices.filter((it) => SEGMENTS[it.segment].realm === realm));
    return {
      path: `lists/approved-${realm}.csv`,
      realm,
      sensor: "asset-list",
      kind: "list",
      bytes: encoder.encode(text),
    };
  });
}
