import { compareText } from "../compare-text";
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
  const { texts, numbers, isUsed, isExposed, packed, rows } = columns;
  const { riskScore, conflictCount } = numbers;
  const [zoneCodes, stateCodes, subnetCodes] = [texts.zoneId.codes, texts.state.codes, texts.subnet.codes];
  const [vendorCodes, modelCodes, roleCodes] = [texts.vendor.codes, texts.model.codes, texts.role.codes];
  const retired = texts.state.codeOf("retired");
  const waits = texts.state.codeOf("unsanctioned");
  const zones = texts.zoneId.values.map(() => ({ deviceCount: 0, unsanctionedCount: 0, riskSum: 0, riskMax: 0 }));
  const subnets = {
    devices: new Uint32Array(texts.subnet.values.length),
    isSeen: new Uint8Array(texts.subnet.values.length),
  };
  let [devices, risk, unsanctioned, exposed, identified] = [0, 0, 0, 0, 0];
  let [unzoned, withoutMac, conflicted, unzonedWithRetired] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    if (isUsed[row] === 0) continue;
    const zoneCode = zoneCodes[row] as number;
    if (zoneCode === 0) unzonedWithRetired++;
    const state = stateCodes[row] as number;
    if (state === retired) continue;
    const score = riskScore[row] as number;
    devices++;
    risk += score;
    const isWaiting = state === waits;
    if (isWaiting) unsanctioned++;
    exposed += isExposed[row] as number;
    const isSeen = packed.mac.hasAny(row);
    if (!isSeen) withoutMac++;
    if (vendorCodes[row] !== 0 && (modelCodes[row] !== 0 || roleCodes[row] !== 0)) identified++;
    if (zoneCode === 0) unzoned++;
    if ((conflictCount[row] as number) > 0) conflicted++;
    const zone = zones[zoneCode] as (typeof zones)[number];
    zone.deviceCount++;
    if (isWaiting) zone.unsanctionedCount++;
    zone.riskSum += score;
    if (score > zone.riskMax) zone.riskMax = score;
    const subnet = subnetCodes[row] as number;
    subnets.devices[subnet] = (subnets.devices[subnet] as number) + 1;
    if (isSeen) subnets.isSeen[subnet] = 1;
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
  subnets: { readonly devices: Uint32Array; readonly isSeen: Uint8Array },
): DeviceSums["routedSubnets"][number][] {
  return texts
    .flatMap((text, code) => {
      const devices = subnets.devices[code] as number;
      if (text === null || devices < 2 || subnets.isSeen[code] === 1) return [];
      const [realmId = "", cidr = ""] = text.split(" ");
      return [{ realmId, cidr, devices }];
    })
    .sort((a, b) => b.devices - a.devices || compareText(a.cidr, b.cidr));
}
