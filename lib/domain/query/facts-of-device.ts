import { childValues } from "../device/child-values";
import type { Device } from "../device/device";
import type { DeviceFacts } from "./matches";

/** What a device's place and judgement add to the device itself. */
export interface FactsContext {
  readonly zone: string | null;
  readonly purdueLevel: number | null;
  readonly site: string;
  /** Names of its realms. */
  readonly realms: readonly string[];
  readonly riskScore: number;
  readonly riskBand: string;
  readonly isExposed: boolean;
  /** How it stands to its golden version; not known while devices are still being judged. */
  readonly golden?: string | null;
  /** When its vendor's support ends; not known while devices are still being judged. */
  readonly endOfSupportUs?: number | null;
  /** The text of the search box. */
  readonly search: string;
}

/** The facts of a device, for queries that are asked without a database: rules, tests. */
export function factsOfDevice(device: Device, context: FactsContext): DeviceFacts {
  const field = (name: keyof Device["fields"]) => {
    const value = device.fields[name]?.value;
    return value === undefined ? [] : [value];
  };
  const criticality = device.fields.criticality?.value;
  const { annotations } = device;
  return {
    search: context.search,
    texts: {
      name: field("name"),
      vendor: field("vendor"),
      model: field("model"),
      firmware: field("firmware"),
      order: field("orderNumber"),
      serial: field("serial"),
      os: field("os"),
      role: field("role"),
      owner: field("owner"),
      location: field("location"),
      zone: context.zone === null ? [] : [context.zone],
      site: [context.site],
      realm: context.realms,
      state: [device.state],
      presence: device.presence === null ? [] : [device.presence],
      band: [context.riskBand],
      protocol: device.services.map(({ protocol }) => protocol),
      tag: annotations.tags,
      notes: annotations.notes.map(({ text }) => text),
      conflict: device.conflicts.map(({ kind }) => kind),
      child: childValues(device),
      golden: context.golden ? [context.golden] : [],
      mac: device.interfaces.flatMap(({ mac }) => mac ?? []),
    },
    custom: Object.fromEntries(Object.entries(annotations.custom).map(([key, { value }]) => [key, value])),
    numbers: {
      risk: context.riskScore,
      level: context.purdueLevel,
      criticality: criticality !== undefined && /^[1-5]$/.test(criticality) ? Number(criticality) : null,
      conflicts: device.conflicts.length,
      modules: device.children.length,
      exposed: context.isExposed ? 1 : 0,
    },
    times: { first: device.firstSeenUs, last: device.lastSeenUs, support: context.endOfSupportUs ?? null },
    ips: device.interfaces.flatMap(({ addresses }) => addresses.map(({ ip }) => ip)),
    services: device.services,
  };
}
