import { openConflicts } from "../device/accept-conflicts";
import type { Device } from "../device/device";
import type { DeviceLifecycle } from "../lifecycle/lifecycle";
import type { EndOfSupport, Exposure, KnownVulnerability, RiskCredit, RiskInput } from "./risk";

/** What a device's score depends on besides what the device itself is. */
export interface RiskCircumstances {
  readonly exposure: Exposure;
  readonly vulnerabilities: readonly KnownVulnerability[];
  readonly credits: readonly RiskCredit[];
  /** Left out where nothing is known of it, as in what was stored before there were end dates. */
  readonly endOfSupport?: EndOfSupport | null;
  /** The dates themselves, also while support goes on. */
  readonly lifecycle?: DeviceLifecycle | null;
}

/** Everything that judgeRisk looks at, gathered from a device and where it stands. */
export function riskInputOf(
  { state, fields, services, conflicts }: Pick<Device, "state" | "fields" | "services" | "conflicts">,
  zone: RiskInput["zone"],
  { exposure, vulnerabilities, credits, endOfSupport }: RiskCircumstances,
): RiskInput {
  return {
    state,
    role: fields.role?.value ?? null,
    criticality: declaredCriticality(fields.criticality?.value),
    zone: zone && {
      name: zone.name,
      purdueLevel: zone.purdueLevel,
      criticality: zone.criticality,
      consequence: zone.consequence,
    },
    services,
    conflictCount: openConflicts(conflicts).length,
    exposure,
    vulnerabilities,
    endOfSupport: endOfSupport ?? null,
    credits,
  };
}

/** 1 to 5; null for anything else. */
export function declaredCriticality(value: string | undefined): number | null {
  return value !== undefined && /^[1-5]$/.test(value) ? Number(value) : null;
}
