import "server-only";
import type { DeviceState } from "@/lib/domain/device/decision";
import type { Device } from "@/lib/domain/device/device";
import type { ListedParts } from "@/lib/domain/device/listed-parts";
import type { Presence } from "@/lib/domain/device/presence";
import type { GoldenStanding } from "@/lib/domain/firmware/golden-version";
import type { DeviceLifecycle } from "@/lib/domain/lifecycle/lifecycle";
import type { RiskBand, RiskExplanation } from "@/lib/domain/risk/risk";

/** A device as lists need it: no claims, no citations. */
export interface DeviceListRow extends ListedParts {
  readonly id: string;
  readonly siteId: string;
  readonly site: string;
  readonly realmIds: readonly string[];
  readonly zoneId: string | null;
  readonly zoneName: string | null;
  readonly zonePurdueLevel: number | null;
  readonly state: DeviceState;
  readonly presence: Presence | null;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly orderNumber: string | null;
  readonly serial: string | null;
  readonly os: string | null;
  readonly role: string | null;
  readonly owner: string | null;
  readonly location: string | null;
  readonly criticality: number | null;
  readonly tags: readonly string[];
  readonly custom: Readonly<Record<string, string>>;
  readonly riskScore: number;
  readonly riskBand: RiskBand;
  readonly conflictCount: number;
  readonly moduleCount: number;
  readonly ips: readonly string[];
  readonly macs: readonly string[];
  readonly firstSeenUs: number | null;
  readonly lastSeenUs: number | null;
}

/** A device with all that is known of it. */
export interface DeviceDetailRow extends DeviceListRow {
  readonly stateReason: string | null;
  readonly zoneReason: string;
  readonly detail: Device;
  readonly risk: RiskExplanation;
  readonly productId: string | null;
  readonly golden: GoldenStanding | null;
  readonly lifecycle: DeviceLifecycle | null;
}

/** Select list over `DEVICE_SOURCE`. */
export const DEVICE_COLUMNS = `
  d.id, d.site_id as "siteId", s.name as site, d.realm_ids as "realmIds",
  d.zone_id as "zoneId", z.name as "zoneName", z.purdue_level as "zonePurdueLevel",
  d.state, d.presence, d.name, d.vendor, d.model, d.firmware, d.order_number as "orderNumber", d.serial, d.os, d.role, d.owner,
  d.location, d.criticality, d.tags, d.custom,
  d.risk_score as "riskScore", d.risk_band as "riskBand", d.conflict_count as "conflictCount",
  d.module_count as "moduleCount", d.ips, d.macs,
  d.first_seen_us as "firstSeenUs", d.last_seen_us as "lastSeenUs",
  d.listed->'marks' as marks, d.listed->'services' as services, d.listed->'seenDays' as "seenDays"`;

export const DEVICE_DETAIL_COLUMNS = `${DEVICE_COLUMNS},
  d.state_reason as "stateReason", d.zone_reason as "zoneReason", d.detail, d.risk, d.product_id as "productId", d.golden,
  d.circumstances->'lifecycle' as lifecycle`;

export const DEVICE_SOURCE = "(device d join site s on s.id = d.site_id left join zone z on z.id = d.zone_id)";
