import "server-only";
import type { Device } from "@/lib/domain/device/device";
import type { ListedParts } from "@/lib/domain/device/listed-parts";
import type { GoldenStanding } from "@/lib/domain/firmware/golden-version";
import type { DeviceLifecycle } from "@/lib/domain/lifecycle/lifecycle";
import type { RiskExplanation } from "@/lib/domain/risk/risk";
import { DEVICE_FACT_COLUMNS, type DeviceFactColumns } from "./device-facts";

/** A device as lists need it: no claims, no citations. */
export interface DeviceListRow extends DeviceFactColumns, ListedParts {
  readonly siteId: string;
  readonly site: string;
  readonly realmIds: readonly string[];
  readonly zoneId: string | null;
  readonly zoneName: string | null;
  readonly zonePurdueLevel: number | null;
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
export const DEVICE_COLUMNS = `${DEVICE_FACT_COLUMNS},
  d.site_id as "siteId", s.name as site, d.realm_ids as "realmIds",
  d.zone_id as "zoneId", z.name as "zoneName", z.purdue_level as "zonePurdueLevel",
  d.listed->'marks' as marks, d.listed->'services' as services, d.listed->'seenDays' as "seenDays"`;

export const DEVICE_DETAIL_COLUMNS = `${DEVICE_COLUMNS},
  d.state_reason as "stateReason", d.zone_reason as "zoneReason", d.detail, d.risk, d.product_id as "productId", d.golden,
  d.circumstances->'lifecycle' as lifecycle`;

export const DEVICE_SOURCE = "(device d join site s on s.id = d.site_id left join zone z on z.id = d.zone_id)";
