import { compareText } from "../compare-text";
import type { Transport } from "../observation";
import { productName } from "./device-title";
import { roleTitle } from "./role-title";

/** What a version of a device says, as far as two of them are compared. */
export interface ComparedVersion {
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly serial: string | null;
  readonly role: string | null;
  readonly os: string | null;
  readonly owner: string | null;
  readonly state: string;
  readonly zoneName: string | null;
  readonly riskScore: number;
  readonly ips: readonly string[];
  readonly macs: readonly string[];
  readonly services: readonly {
    readonly transport: Transport;
    readonly port: number | null;
    readonly protocol: string;
  }[];
}

const IS_COMPARED: Readonly<Record<keyof ComparedVersion, true>> = {
  ...{ name: true, vendor: true, model: true, firmware: true, serial: true, role: true, os: true, owner: true },
  ...{ state: true, zoneName: true, riskScore: true, ips: true, macs: true, services: true },
};

/** What has to be read of a version to compare it: less than half of all that it says. */
export const COMPARED_FIELDS = Object.keys(IS_COMPARED) as readonly (keyof ComparedVersion)[];

/** Kinds of changes between two times, in the order in which people want to read them. */
export const CHANGE_KINDS = [
  "new",
  "gone",
  "merged",
  "firmware",
  "new-service",
  "lost-service",
  "new-peer",
  "address",
  "identity",
  "zone",
  "state",
  "risk",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface VersionChange {
  readonly kind: ChangeKind;
  /** What changed, in words: "firmware", "telnet tcp/23"; of a device that came or went, what it is. */
  readonly what: string;
  /** Of a device that came or went: where it is or was. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Fields that say who a device is. */
const IDENTITY = ["name", "vendor", "model", "serial", "role", "os"] as const;
const OTHERS = [
  ["zone", "zoneName", "zone"],
  ["state", "state", "state"],
  ["state", "owner", "owner"],
] as const;

/** What is different between two versions of one device; one of them null: it is new, or gone. */
export function compareVersions(before: ComparedVersion | null, after: ComparedVersion | null): VersionChange[] {
  if (before === null || after === null) {
    if (after !== null) return [{ kind: "new", what: productOf(after), before: null, after: placeOf(after) }];
    return before === null ? [] : [{ kind: "gone", what: productOf(before), before: placeOf(before), after: null }];
  }
  const changes: VersionChange[] = [];
  const compare = (kind: ChangeKind, what: string, a: string | null, b: string | null) => {
    if (a !== b) changes.push({ kind, what, before: a, after: b });
  };
  compare("firmware", "firmware", before.firmware, after.firmware);
  const [had, has] = [servicesOf(before), servicesOf(after)];
  for (const service of has) if (!had.has(service)) compare("new-service", service, null, service);
  for (const service of had) if (!has.has(service)) compare("lost-service", service, service, null);
  for (const list of ["ips", "macs"] as const) {
    const [a, b] = [before, after].map((it) => [...it[list]].sort(compareText).join(", ")) as [string, string];
    compare("address", list === "ips" ? "IP addresses" : "MAC addresses", a || null, b || null);
  }
  for (const field of IDENTITY) compare("identity", field, before[field], after[field]);
  for (const [kind, field, what] of OTHERS) compare(kind, what, before[field], after[field]);
  compare("risk", "risk", String(before.riskScore), String(after.riskScore));
  return changes;
}

/** "Siemens S7-1500, PLC": what it is, as far as anybody said. */
function productOf({ vendor, model, role }: ComparedVersion): string {
  const product = productName({ vendor, model }) ?? "";
  return [product, role === null ? "" : roleTitle(role)].filter((it) => it !== "").join(", ") || "unknown product";
}

/** "10.1.20.11, Water treatment": where it is. */
function placeOf({ ips, macs, zoneName }: ComparedVersion): string {
  return [ips[0] ?? macs[0] ?? "no address", zoneName ?? "unzoned"].join(", ");
}

function servicesOf({ services }: ComparedVersion): ReadonlySet<string> {
  return new Set(
    services.map(({ transport, port, protocol }) => `${protocol} ${transport}${port === null ? "" : `/${port}`}`),
  );
}
