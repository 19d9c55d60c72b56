import type { PurdueLevel } from "../zone/zone";
import type { Factor } from "./factor";
import type { RiskInput } from "./risk";

/** The tables of docs/risk.md. */
const ANY_DEVICE = 0.25;
/** By declared criticality or the zone's, 1 to 5. */
const DEVICE_CRITICALITY = [0, 0, 0.1, 0.25, 0.45, 0.65] as const;
const ZONE_CRITICALITY = [0, 0, 0.08, 0.2, 0.35, 0.5] as const;
const PURDUE: Readonly<Record<PurdueLevel, number>> = { 0: 0.35, 1: 0.35, 2: 0.25, 3: 0.15, 3.5: 0.1, 4: 0.05, 5: 0 };
const ROLES: readonly (readonly [weight: number, words: RegExp, because: string])[] = [
  [0.5, /safety/, "it keeps people and plant safe"],
  [0.35, /\b(?:plc|controller|rtu|ied|relay|drive|robot)\b/, "it moves the process"],
  [0.3, /engineering|\bews\b/, "it can program every controller it reaches"],
  [0.25, /\b(?:scada|hmi|dcs|operator)\b/, "operators see and run the process through it"],
  [0.2, /historian|server|domain/, "many devices depend on it"],
  [0.2, /router|switch|bridge|gateway|firewall|access-point/, "traffic of many devices passes through it"],
  [
    0.15,
    /\b(?:io-device|sensor|actuator|meter|communications-adapter)\b/,
    "the process is measured or moved through it",
  ],
];

/** What makes an attack on the device costly. */
export function impactFactors({ role, criticality, zone }: RiskInput): Factor[] {
  const factors: Factor[] = [
    factor("device", "A device", ANY_DEVICE, "every device can be misused as a stepping stone"),
  ];
  const declared = criticality === null ? 0 : (DEVICE_CRITICALITY[clamp(criticality)] as number);
  if (declared > 0)
    factors.push(factor("criticality", "Declared criticality", declared, `declared ${criticality} of 5`));
  const said = role === null ? null : roleRow(role);
  if (said) factors.push(factor("role", `Role: ${role}`, said[0], said[2]));
  if (zone === null) return factors;
  const consequence = ZONE_CRITICALITY[clamp(zone.criticality)] as number;
  if (consequence > 0) {
    const because = `its zone is rated ${zone.criticality} of 5`;
    factors.push(factor("zone", `Zone ${zone.name}`, consequence, because));
  }
  const level = zone.purdueLevel === null ? 0 : PURDUE[zone.purdueLevel];
  if (level > 0)
    factors.push(factor("purdue", `Purdue level ${zone.purdueLevel}`, level, "closer to the process, harder felt"));
  return factors;
}

function roleRow(role: string): (typeof ROLES)[number] | null {
  const words = role.toLowerCase();
  return ROLES.find(([, pattern]) => pattern.test(words)) ?? null;
}

function factor(key: string, label: string, weight: number, because: string): Factor {
  return { key: `impact ${key}`, label, weight, because, citation: null };
}

function clamp(rating: number): number {
  return Number.isFinite(rating) ? Math.min(5, Math.max(1, Math.round(rating))) : 1;
}
