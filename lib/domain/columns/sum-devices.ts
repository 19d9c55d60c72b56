import type { DeviceColumns } from "./device-columns";

/** What is in a zone; retired devices do not count. */
export interface ZoneSums {
  readonly deviceCount: number;
  readonly unsanctionedCount: number;
  /** Scores added up, and the highest; 0 without devices. */
  readonly riskSum: number;
  readonly riskMax: number;
}

export interface DeviceSums {
  /** By zone's id; null for devices in no zone. */
  readonly zones: ReadonlyMap<string | null, ZoneSums>;
  readonly posture: {
    readonly devices: number;
    readonly riskMean: number;
    readonly unsanctioned: number;
    readonly exposed: number;
    /** Devices whose vendor and model or role are known. */
    readonly identified: number;
  };
  readonly unzoned: number;
  readonly withoutMac: number;
  readonly conflicted: number;
  /** Devices in no zone, retired ones too. */
  readonly unzonedWithRetired: number;
  /** Subnets (/24) with two or more devices of which not one shows a card of its own; most devices first. */
  readonly routedSubnets: readonly { readonly realmId: string; readonly cidr: string; readonly devices: number }[];
}

/** Everything that pages say of all devices at once, in one walk through the columns. */
export function sumDevices(columns: DeviceColumns): DeviceSums {
  const { texts, numbers } = columns;
  const codeOf = (name: keyof typeof texts, row: number) => texts[name].codes[row] as number;
  const retired = texts.state.codeOf("retired");
  const waits = texts.state.codeOf("unsanctioned");
  const zones = texts.zoneId.values.map(() => ({ deviceCount: 0, unsanctionedCount: 0, riskSum: 0, riskMax: 0 }));
  const subnets = texts.subnet.values.map(() => ({ devices: 0, withMac: 0 }));
  let [devices, risk, unsanctioned, exposed, identified] = [0, 0, 0, 0, 0];
  let [unzoned, withoutMac, conflicted, unzonedWithRetired] = [0, 0, 0, 0];
  for (let row = 0; row < columns.rows; row++) {
    if (columns.isUsed[row] === 0) continue;
    const zoneCode = codeOf("zoneId", row);
    if (zoneCode === 0) unzonedWithRetired++;
    const state = codeOf("state", row);
    if (state === retired) continue;
    const score = numbers.riskScore[row] as number;
    devices++;
    risk += score;
    const isWaiting = state === waits;
    if (isWaiting) unsanctioned++;
    if (columns.isExposed[row] === 1) exposed++;
    if (codeOf("vendor", row) > 0 && (codeOf("model", row) > 0 || codeOf("role", row) > 0)) identified++;
    if (zoneCode === 0) unzoned++;
    if (columns.isWithoutMac[row] === 1) withoutMac++;
    if ((numbers.conflictCount[row] as number) > 0) conflicted++;
    const zone = zones[zoneCode];
    if (zone) {
      zone.deviceCount++;
      if (isWaiting) zone.unsanctionedCount++;
      zone.riskSum += score;
      if (score > zone.riskMax) zone.riskMax = score;
    }
    const subnet = subnets[codeOf("subnet", row)];
    if (subnet) {
      subnet.devices++;
      if (columns.isWithoutMac[row] === 0) subnet.withMac++;
    }
  }
  return {
    zones: new Map(texts.zoneId.values.map((id, code) => [id, zones[code] as ZoneSums])),
    posture: { devices, riskMean: devices === 0 ? 0 : risk / devices, unsanctioned, exposed, identified },
    unzoned,
    withoutMac,
    conflicted,
    unzonedWithRetired,
    routedSubnets: listRouted(texts.subnet.values, subnets),
  };
}

function listRouted(
  texts: readonly (string | null)[],
  subnets: readonly { readonly devices: number; readonly withMac: number }[],
): DeviceSums["routedSubnets"][number][] {
  return texts
    .flatMap((text, code) => {
      const { devices, withMac } = subnets[code] ?? { devices: 0, withMac: 0 };
      if (text === null || devices < 2 || withMac > 0) return [];
      const [realmId = "", cidr = ""] = text.split(" ");
      return [{ realmId, cidr, devices }];
    })
    .sort((a, b) => b.devices - a.devices || (a.cidr < b.cidr ? -1 : a.cidr > b.cidr ? 1 : 0));
}
