import { vendorName } from "@/lib/domain/device/vendor-aliases";
import type { PurdueLevel, ZoneCriticality } from "@/lib/domain/zone/zone";
import type { PlantDevice } from "./plant";
import { SEGMENTS, UNSEEN_SEGMENTS, ZONES } from "./plant";
import type { AnsweredService, ServiceLog } from "./service-log";
import { STORIES, type Story } from "./stories";

/** What the files are about: every device once, as somebody who built the plant would describe it. */
export interface Truth {
  readonly site: string;
  readonly seed: number;
  readonly realms: readonly { readonly name: string; readonly description: string }[];
  readonly zones: readonly TruthZone[];
  readonly devices: readonly TruthDevice[];
  readonly files: readonly TruthFile[];
  readonly stories: readonly Story[];
}

export interface TruthZone {
  readonly name: string;
  readonly description: string;
  readonly purdueLevel: PurdueLevel;
  readonly criticality: ZoneCriticality;
  readonly cidrs: readonly { readonly realm: string; readonly cidr: string }[];
}

export interface TruthDevice {
  readonly name: string;
  readonly role: string;
  readonly realm: string;
  readonly zone: string;
  readonly isApproved: boolean;
  /** The maker's one name, whatever spelling the device uses ("Dell Inc." is Dell). */
  readonly vendor: string | null;
  readonly model: string | null;
  readonly orderNumber: string | null;
  readonly firmware: string | null;
  readonly serial: string | null;
  /** Cards that some file shows; empty for devices behind the router. */
  readonly macs: readonly string[];
  /** All addresses it had, first one first. */
  readonly ips: readonly string[];
  readonly services: readonly AnsweredService[];
  /** BACnet instances behind it. */
  readonly children: readonly string[];
}

export type FileKind = "capture" | "scan" | "log" | "list";

export interface TruthFile {
  /** Inside the folder of the simulation, with "/". */
  readonly path: string;
  readonly realm: string;
  readonly sensor: string;
  readonly kind: FileKind;
}

export const SITE = "Waterworks";

const REALMS = [
  { name: "plant", description: "Everything behind the core router" },
  { name: "cell-a", description: "Packaging machine A, a network of its own" },
  { name: "cell-b", description: "Packaging machine B, with the same addresses as A" },
];

export function buildTruth(
  seed: number,
  devices: readonly PlantDevice[],
  services: ServiceLog,
  files: readonly TruthFile[],
): Truth {
  return {
    site: SITE,
    seed,
    realms: REALMS,
    zones: ZONES.map(({ segments, ...zone }) => ({
      ...zone,
      cidrs: segments.map((name) => ({ realm: SEGMENTS[name].realm, cidr: `${SEGMENTS[name].prefix}.0/24` })),
    })),
    devices: devices.map((device) => truthOf(device, services)),
    files,
    stories: STORIES,
  };
}

function truthOf(device: PlantDevice, services: ServiceLog): TruthDevice {
  const cards = [device, ...(device.otherCards ?? [])].filter(({ segment }) => !UNSEEN_SEGMENTS.includes(segment));
  return {
    name: device.name,
    role: device.role,
    realm: SEGMENTS[device.segment].realm,
    zone: ZONES.find(({ segments }) => segments.includes(device.segment))?.name ?? "",
    isApproved: device.isApproved,
    vendor: device.vendor === undefined ? null : (vendorName(device.vendor) ?? device.vendor),
    model: device.model ?? null,
    orderNumber: device.orderNumber ?? null,
    firmware: device.firmware ?? null,
    serial: device.serial ?? null,
    macs: cards.map(({ mac }) => mac),
    ips: [device.ip, ...(device.laterIp ? [device.laterIp] : []), ...cards.slice(1).map(({ ip }) => ip)],
    services: services.of(device),
    children: device.bacnet?.routed.map(({ instance }) => `bacnet ${instance}`) ?? [],
  };
}
