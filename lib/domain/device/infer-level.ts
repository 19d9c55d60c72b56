import type { PurdueLevel } from "../zone/zone";
import { roleTitle, withArticle } from "./role-title";

/** Where a device stands in the Purdue model, and who says so. */
export interface DeviceLevel {
  readonly level: PurdueLevel;
  /** True when its role suggests the level, false when its zone states it. */
  readonly isInferred: boolean;
  /** True when the zone stands more than one level away from where such a role works. */
  readonly isUnusual: boolean;
  /** A sentence for people. */
  readonly reason: string;
}

/**
 * Roles by the level at which such a device works: IEC 62264-1 clause 5.2 and NIST SP 800-82r3 section 2.3.2 (0 the
 * process, 1 basic control, 2 supervision, 3 site operations, 4 business). Roles that stand on any level (switch,
 * router, camera, gateway) are left out: they suggest none.
 */
const LEVEL_OF_ROLE: readonly (readonly [level: PurdueLevel, what: string, roles: readonly string[]])[] = [
  [0, "works on the process itself", ["sensor", "actuator", "transmitter", "meter", "drive", "inverter", "io-device"]],
  [
    1,
    "is basic control",
    [
      "plc",
      "rtu",
      "ied",
      "controller",
      "safety controller",
      "building controller",
      "communications-adapter",
      "field gateway",
      "tank gauge",
      "robot",
    ],
  ],
  [2, "supervises controllers", ["hmi", "scada", "scada server", "scada or hmi", "dcs", "engineering station"]],
  [3, "serves the site's operations", ["historian"]],
  [4, "serves the office", ["printer", "phone"]],
];

/**
 * The level of a device: that of its zone where the zone has one, else the one that its role suggests, marked as
 * inferred. Null when neither tells. A zone far from the role is said to be so, not corrected.
 */
export function inferLevel(role: string | null, zone: ZonePlace | null): DeviceLevel | null {
  const suggested = levelOfRole(role);
  const stated = zone?.purdueLevel ?? null;
  if (stated === null) return suggested && { ...suggested, isInferred: true, isUnusual: false };
  const isUnusual = suggested !== null && Math.abs(suggested.level - stated) > 1;
  const reason = `its zone ${(zone as ZonePlace).name} is level ${stated}`;
  return {
    level: stated,
    isInferred: false,
    isUnusual,
    reason: isUnusual ? `${reason}, but ${suggested.reason}: level ${suggested.level} would be usual` : reason,
  };
}

interface ZonePlace {
  readonly name: string;
  readonly purdueLevel: PurdueLevel | null;
}

function levelOfRole(role: string | null): Pick<DeviceLevel, "level" | "reason"> | null {
  const word = role?.toLowerCase() ?? "";
  const row = LEVEL_OF_ROLE.find(([, , roles]) => roles.includes(word));
  if (!row || role === null) return null;
  const [level, what] = row;
  return { level, reason: `${withArticle(roleTitle(role))} ${what}` };
}
