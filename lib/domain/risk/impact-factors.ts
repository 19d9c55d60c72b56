import { roleTitle } from "../device/role-title";
import type { ZoneConsequence, ZoneCriticality } from "../zone/zone";
import type { Factor } from "./factor";
import type { RiskInput } from "./risk";
import { IMPACT } from "./weights";

const ROLES: readonly (readonly [kind: keyof typeof IMPACT.role, words: RegExp, because: string])[] = [
  ["safety", /safety/, "it keeps people and plant safe"],
  ["controller", /\b(?:plc|controller|rtu|ied|relay|drive|robot)\b/, "it moves the process"],
  ["engineering", /engineering|\bews\b/, "it can program every controller it reaches"],
  ["operation", /\b(?:scada|hmi|dcs|operator)\b/, "operators see and run the process through it"],
  ["server", /historian|server|domain/, "many devices depend on it"],
  ["network", /router|switch|bridge|gateway|firewall|access-point/, "traffic of many devices passes through it"],
  [
    "field",
    /\b(?:io-device|sensor|actuator|meter|communications-adapter)\b/,
    "the process is measured or moved through it",
  ],
];

const CONSEQUENCES: Readonly<Record<ZoneConsequence, string>> = {
  safety: "people are hurt",
  environment: "the environment is harmed",
  supply: "others are not supplied",
  production: "production stops",
  quality: "the product is bad",
};

/** What makes an attack on the device costly. */
export function impactFactors({ role, criticality, zone }: RiskInput): Factor[] {
  const factors: Factor[] = [
    factor("device", "Any device", IMPACT.device, "every device can be misused as a stepping stone"),
  ];
  const declared = criticality === null ? 0 : IMPACT.criticality[clamp(criticality)];
  if (declared > 0)
    factors.push(factor("criticality", "Declared criticality", declared, `declared ${criticality} of 5`));
  const said = role === null ? null : roleRow(role);
  if (said) factors.push(factor("role", `Role: ${roleTitle(role ?? "")}`, IMPACT.role[said[0]], said[2]));
  if (zone === null) return factors;
  const rating = IMPACT.zone[clamp(zone.criticality)];
  const consequence = zone.consequence ? IMPACT.consequence[zone.consequence] : 0;
  if (Math.max(rating, consequence) > 0) {
    const because =
      consequence > rating
        ? `when its zone fails, ${CONSEQUENCES[zone.consequence as ZoneConsequence]}`
        : `its zone is rated ${zone.criticality} of 5`;
    factors.push(factor("zone", `Zone ${zone.name}`, Math.max(rating, consequence), because));
  }
  const level = zone.purdueLevel === null ? 0 : IMPACT.purdue[zone.purdueLevel];
  if (level > 0)
    factors.push(factor("purdue", `Purdue level ${zone.purdueLevel}`, level, "closer to the process, harder felt"));
  return factors;
}

function roleRow(role: string): (typeof ROLES)[number] | null {
  const words = role.toLowerCase();
  return ROLES.find(([, pattern]) => pattern.test(words)) ?? null;
}

/** The row of the table that a role falls into; null when it is in none, or not known. */
export function impactRole(role: string | null): keyof typeof IMPACT.role | null {
  return role === null ? null : (roleRow(role)?.[0] ?? null);
}

function factor(key: string, label: string, weight: number, because: string): Factor {
  return { key: `impact ${key}`, label, weight, because, citation: null };
}

function clamp(rating: number): ZoneCriticality {
  return Number.isFinite(rating) ? (Math.min(5, Math.max(1, Math.round(rating))) as ZoneCriticality) : 1;
}
