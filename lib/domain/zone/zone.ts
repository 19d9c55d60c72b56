/** Levels of the Purdue model: 0 process, 1 control, 2 supervision, 3 operations, 3.5 plant DMZ, 4 business, 5 enterprise. */
export const PURDUE_LEVELS = [0, 1, 2, 3, 3.5, 4, 5] as const;
export type PurdueLevel = (typeof PURDUE_LEVELS)[number];

/** What an outage of the zone's process means: 1 nuisance, 5 safety or environment. */
export type ZoneCriticality = 1 | 2 | 3 | 4 | 5;

/**
 * The seven foundational requirements of IEC 62443-3-3, in its order: identification and authentication control, use
 * control, system integrity, data confidentiality, restricted data flow, timely response to events, resource
 * availability.
 */
export const FOUNDATIONAL_REQUIREMENTS = ["IAC", "UC", "SI", "DC", "RDF", "TRE", "RA"] as const;
export type FoundationalRequirement = (typeof FOUNDATIONAL_REQUIREMENTS)[number];

/** 0 no need, 1 casual misuse, 2 simple means, 3 sophisticated means, 4 extended resources. */
export const SECURITY_LEVELS = [0, 1, 2, 3, 4] as const;
export type SecurityLevel = (typeof SECURITY_LEVELS)[number];
export type SecurityLevelVector = Readonly<Record<FoundationalRequirement, SecurityLevel>>;

/** The worst that happens when the zone fails or is misused, worst first. */
export const ZONE_CONSEQUENCES = ["safety", "environment", "supply", "production", "quality"] as const;
export type ZoneConsequence = (typeof ZONE_CONSEQUENCES)[number];

/** Rules that put devices into a zone. Addresses hold in one realm: the same subnet elsewhere is another network. */
export interface ZoneRules {
  readonly cidrs: readonly { readonly realm: string; readonly cidr: string }[];
  readonly vlans: readonly { readonly realm: string; readonly vlan: number }[];
  /** A MAC or its first digits, as parseMacPrefix() writes them. */
  readonly macs: readonly { readonly realm: string; readonly prefix: string }[];
  /** Roles of devices of the zone's site, lower case. */
  readonly roles: readonly string[];
  /** Queries over devices of the zone's site (docs/query-language.md), as they were written. */
  readonly queries: readonly string[];
}

export const NO_RULES: ZoneRules = { cidrs: [], vlans: [], macs: [], roles: [], queries: [] };

/** What is known of a zone besides its rules. */
export interface ZoneNature {
  /** The zone that this one is a part of; of the same site. */
  readonly parentId: string | null;
  /** SL-T of IEC 62443-3-2; null when nobody set one. */
  readonly securityLevelTarget: SecurityLevelVector | null;
  readonly consequence: ZoneConsequence | null;
  /** What happens when it fails, in words. */
  readonly consequenceNote: string;
}

export const UNKNOWN_NATURE: ZoneNature = {
  parentId: null,
  securityLevelTarget: null,
  consequence: null,
  consequenceNote: "",
};

/** Devices that share a security need (IEC 62443), with the rules that put devices in it. */
export interface Zone extends ZoneRules, ZoneNature {
  readonly id: string;
  readonly name: string;
  readonly siteId: string;
  readonly purdueLevel: PurdueLevel | null;
  readonly criticality: ZoneCriticality;
}
