import { compareText } from "../compare-text";
import type { PackedTexts } from "./packed-texts";
import type { TextColumn } from "./text-column";

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

/** What of the columns is added up. */
interface SummedColumns {
  readonly isExposed: Uint8Array;
  readonly texts: Readonly<Record<"zoneId" | "state" | "vendor" | "model" | "role" | "subnet", TextColumn>>;
  readonly numbers: Readonly<Record<"riskScore" | "conflictCount", Float32Array>>;
  readonly packed: { readonly mac: PackedTexts };
}

/** Counts of a zone; scores by how many devices have them, so that the highest is known when one of them goes. */
interface ZoneCounts {
  deviceCount: number;
  unsanctionedCount: number;
  riskSum: number;
  readonly scores: Map<number, number>;
}

interface SubnetCounts {
  devices: number;
  /** Those that show a card of their own. */
  seen: number;
}

const noCounts = () => ({ devices: 0, risk: 0, unsanctioned: 0, exposed: 0, identified: 0 });
const noGaps = () => ({ unzoned: 0, withoutMac: 0, conflicted: 0, unzonedWithRetired: 0 });

/** Everything that pages say of all devices at once, kept with the columns: a change takes one device out and puts it in again. */
export class KeptSums {
  readonly #posture = noCounts();
  readonly #gaps = noGaps();
  /** By the codes of zones and subnets. */
  readonly #zones: ZoneCounts[] = [];
  readonly #subnets: SubnetCounts[] = [];
  #said: DeviceSums | null = null;

  constructor(private readonly columns: SummedColumns) {}

  /** @param sign 1 when a device was written to the row, -1 before another is or the row is given back */
  count(row: number, sign: 1 | -1): void {
    this.#said = null;
    const { texts, numbers, isExposed, packed } = this.columns;
    const zoneCode = texts.zoneId.codes[row] as number;
    if (zoneCode === 0) this.#gaps.unzonedWithRetired += sign;
    const state = texts.state.values[texts.state.codes[row] as number];
    if (state === "retired") return;
    const score = numbers.riskScore[row] as number;
    const hasCard = packed.mac.hasAny(row);
    const isWaiting = state === "unsanctioned";
    const isKnown = (name: "vendor" | "model" | "role") => texts[name].codes[row] !== 0;
    const posture = this.#posture;
    posture.devices += sign;
    posture.risk += sign * score;
    posture.exposed += sign * (isExposed[row] as number);
    if (isWaiting) posture.unsanctioned += sign;
    if (isKnown("vendor") && (isKnown("model") || isKnown("role"))) posture.identified += sign;
    if (!hasCard) this.#gaps.withoutMac += sign;
    if (zoneCode === 0) this.#gaps.unzoned += sign;
    if ((numbers.conflictCount[row] as number) > 0) this.#gaps.conflicted += sign;
    this.#countZone(zoneCode, { score, isWaiting }, sign);
    const subnetCode = texts.subnet.codes[row] as number;
    const subnet = this.#subnets[subnetCode] ?? { devices: 0, seen: 0 };
    this.#subnets[subnetCode] = subnet;
    subnet.devices += sign;
    if (hasCard) subnet.seen += sign;
  }

  #countZone(code: number, { score, isWaiting }: { score: number; isWaiting: boolean }, sign: 1 | -1): void {
    const zone = this.#zones[code] ?? { deviceCount: 0, unsanctionedCount: 0, riskSum: 0, scores: new Map() };
    this.#zones[code] = zone;
    zone.deviceCount += sign;
    zone.riskSum += sign * score;
    if (isWaiting) zone.unsanctionedCount += sign;
    const have = (zone.scores.get(score) ?? 0) + sign;
    if (have === 0) zone.scores.delete(score);
    else zone.scores.set(score, have);
  }

  read(): DeviceSums {
    this.#said ??= this.#say();
    return this.#said;
  }

  #say(): DeviceSums {
    const { risk, ...posture } = this.#posture;
    const zoneIds = this.columns.texts.zoneId.values;
    return {
      zones: new Map(zoneIds.map((id, code) => [id, zoneSums(this.#zones[code])])),
      posture: { ...posture, riskMean: posture.devices === 0 ? 0 : risk / posture.devices },
      ...this.#gaps,
      routedSubnets: listRouted(this.columns.texts.subnet.values, this.#subnets),
    };
  }
}

function zoneSums(zone: ZoneCounts | undefined): ZoneSums {
  if (!zone) return { deviceCount: 0, unsanctionedCount: 0, riskSum: 0, riskMax: 0 };
  const { scores, ...sums } = zone;
  return { ...sums, riskMax: Math.max(0, ...scores.keys()) };
}

function listRouted(
  texts: readonly (string | null)[],
  subnets: readonly (SubnetCounts | undefined)[],
): DeviceSums["routedSubnets"][number][] {
  return texts
    .flatMap((text, code) => {
      const { devices, seen } = subnets[code] ?? { devices: 0, seen: 0 };
      if (text === null || devices < 2 || seen > 0) return [];
      const [realmId = "", cidr = ""] = text.split(" ");
      return [{ realmId, cidr, devices }];
    })
    .sort((a, b) => b.devices - a.devices || compareText(a.cidr, b.cidr));
}
