/**
 * Every number that a score is made of; docs/risk.md shows the same table, and a test holds the two together. Own
 * judgement: what counts is that they are open, and that people can argue with them.
 */
export const LIKELIHOOD = {
  presence: 0.05,
  state: { unsanctioned: 0.3, ignored: 0.1, sanctioned: 0, retired: 0 },
  service: { grave: 0.25, serious: 0.14, minor: 0.05 },
  internet: { in: 0.45, out: 0.12 },
  remoteAccess: 0.25,
  /** From another zone, by the most dangerous thing that was done; names, clocks and logins are needed everywhere. */
  crossZone: {
    infrastructure: 0.01,
    other: 0.05,
    diagnose: 0.05,
    read: 0.06,
    write: 0.15,
    control: 0.18,
    program: 0.22,
    firmware: 0.22,
  },
  conflict: 0.08,
  /** Its vendor fixes nothing any more: what is found from now on stays. */
  endOfSupport: 0.12,
  /** A known vulnerability: exploited in the field, exploitable by published code, severe (CVSS 7 and more), other. */
  vulnerability: { active: 0.4, poc: 0.18, severe: 0.1, other: 0.04 },
} as const;

/** A service that only its port suggests, or a vulnerability with an open question, counts for this part of its weight. */
export const POSSIBLE_PART = 0.5;
/** A vulnerability or weak service that no machine can use by itself counts for this part of its weight. */
export const NOT_AUTOMATABLE_PART = 0.7;
/** Exposure that a mitigation lowers by one step counts for this part of its weight. */
export const LOWERED_PART = 0.5;
/** Going out to another zone counts for this part of coming in. */
export const OUTGOING_PART = 1 / 3;
export const MAX_CONFLICTS_COUNTED = 5;
/** The weightiest vulnerabilities that count; a device with fifty is not fifty times as likely to be broken into. */
export const MAX_VULNERABILITIES_COUNTED = 5;
export const SEVERE_CVSS = 7;

export const IMPACT = {
  device: 0.25,
  /** By rating, 1 to 5. */
  criticality: { 1: 0, 2: 0.1, 3: 0.25, 4: 0.45, 5: 0.65 },
  zone: { 1: 0, 2: 0.08, 3: 0.2, 4: 0.35, 5: 0.5 },
  /** The worst that happens when the zone fails; the heavier of this and the zone's rating counts. */
  consequence: { safety: 0.5, environment: 0.45, supply: 0.4, production: 0.2, quality: 0.1 },
  purdue: { 0: 0.35, 1: 0.35, 2: 0.25, 3: 0.15, 3.5: 0.1, 4: 0.05, 5: 0 },
  role: { safety: 0.5, controller: 0.35, engineering: 0.3, operation: 0.25, server: 0.2, network: 0.2, field: 0.15 },
} as const;
