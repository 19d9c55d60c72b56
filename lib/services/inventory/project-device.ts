import "server-only";
import { createHash } from "node:crypto";
import type { DeviceProjection } from "@/lib/db/devices/device";
import { ipOrder } from "@/lib/domain/address-order";
import { compareText } from "@/lib/domain/compare-text";
import { openConflicts } from "@/lib/domain/device/accept-conflicts";
import type { Device } from "@/lib/domain/device/device";
import { deviceAddresses } from "@/lib/domain/device/device-addresses";
import { searchText } from "@/lib/domain/device/search-text";
import { productIdOf } from "@/lib/domain/firmware/product";
import { supportEndsUs } from "@/lib/domain/lifecycle/lifecycle";
import type { IdentityField } from "@/lib/domain/observation";
import { judgeRisk } from "@/lib/domain/risk/judge-risk";
import { declaredCriticality, type RiskCircumstances, riskInputOf } from "@/lib/domain/risk/risk-input";
import type { Placement } from "@/lib/domain/zone/place-device";
import type { Zone } from "@/lib/domain/zone/zone";
import { canonicalJson } from "./canonical-json";

export interface Circumstances extends RiskCircumstances {
  readonly siteId: string;
  readonly placement: Placement;
  /** The zone of the placement. */
  readonly zone: Zone | null;
}

/** Everything that lists, filters and pages need of a device, with its risk. Pure. */
export function projectDevice(
  device: Device,
  { siteId, placement, zone, exposure, vulnerabilities, credits, endOfSupport = null, lifecycle = null }: Circumstances,
): DeviceProjection {
  const field = (name: IdentityField) => device.fields[name]?.value ?? null;
  const { ips, macs } = deviceAddresses(device);
  const { criticality, tags, custom } = annotatedOf(device);
  const circumstances: RiskCircumstances = { exposure, vulnerabilities, credits, endOfSupport, lifecycle };
  const risk = judgeRisk(riskInputOf(device, zone, circumstances));
  const row: Omit<DeviceProjection, "fingerprint"> = {
    id: device.id,
    siteId,
    realmIds: device.realms,
    zoneId: placement.zoneId,
    zoneReason: placement.reason,
    state: device.state,
    presence: device.presence,
    stateReason: device.stateReason,
    name: field("name"),
    vendor: field("vendor"),
    model: field("model"),
    firmware: field("firmware"),
    orderNumber: field("orderNumber"),
    productId: productIdOf({ vendor: field("vendor"), model: field("model"), orderNumber: field("orderNumber") }),
    serial: field("serial"),
    os: field("os"),
    role: field("role"),
    owner: field("owner"),
    location: field("location"),
    criticality,
    tags,
    custom,
    purdueLevel: zone?.purdueLevel ?? null,
    riskScore: risk.score,
    riskBand: risk.band,
    conflictCount: openConflicts(device.conflicts).length,
    moduleCount: device.children.length,
    isExposed: exposure.internet.length > 0,
    ips,
    macs,
    protocols: unique(device.services.map(({ protocol }) => protocol)).sort(compareText),
    ipOrder: ips[0] === undefined ? null : ipOrder(ips[0]),
    search: searchText(device),
    endOfSupportUs: lifecycle && supportEndsUs(lifecycle),
    firstSeenUs: device.firstSeenUs,
    lastSeenUs: device.lastSeenUs,
    detail: device,
    risk,
    circumstances,
  };
  return { ...row, fingerprint: createHash("sha256").update(canonicalJson(row)).digest("hex") };
}

function annotatedOf({ fields, annotations }: Device) {
  return {
    criticality: declaredCriticality(fields.criticality?.value),
    tags: annotations.tags,
    custom: Object.fromEntries(Object.entries(annotations.custom).map(([key, { value }]) => [key, value])),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
