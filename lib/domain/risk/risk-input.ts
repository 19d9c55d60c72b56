import { openConflicts } from "../device/accept-conflicts";
import type { Device } from "../device/device";
import type { Exposure, KnownVulnerability, RiskCredit, RiskInput } from "./risk";

/** What a device's score depends on besides what the device itself is. */
export interface RiskCircumstances {
  readonly exposure: Exposure;
  readonly vulnerabilities: readonly KnownVulnerability[];
  readonly credits: readonly RiskCredit[];
}

/** Everything that judgeRisk looks at, gathered from a device and where it stands. */
export function riskInputOf(
  { state, fields, services, conflicts }: Pick<Device, "state" | "fields" | "services" | "conflicts">,
  zone: RiskInput["zone"],
  { exposure, vulnerabilities, credits }: RiskCircumstances,
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
    credits,
  };
}

/** 1 to 5; null for anything else. */
export function declaredCriticality(value: string | undefined): number | null {
  return value !== undefined && /^[1-5]$/.test(value) ? Number(value) : null;
}
