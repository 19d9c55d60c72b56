import "server-only";
import type { DeviceState } from "@/lib/domain/device/decision";
import type { Presence } from "@/lib/domain/device/presence";
import type { RiskBand } from "@/lib/domain/risk/risk";

/** What every reading of a device's row says of it, and the rebuild writes; null where nobody said. */
export interface DeviceFactColumns {
  readonly id: string;
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
  /** Key of a custom field → value. */
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

/** Select list over a device `d`. */
export const DEVICE_FACT_COLUMNS = `
  d.id, d.state, d.presence, d.name, d.vendor, d.model, d.firmware, d.order_number as "orderNumber", d.serial, d.os, d.role,
  d.owner, d.location, d.criticality, d.tags, d.custom, d.risk_score as "riskScore", d.risk_band as "riskBand",
  d.conflict_count as "conflictCount", d.module_count as "moduleCount", d.ips, d.macs,
  d.first_seen_us as "firstSeenUs", d.last_seen_us as "lastSeenUs"`;
