import type { SiteScope } from "../site-scope";
import type { FindingDecision, FindingKind, FindingVerdict } from "./finding";

/** Which findings are asked for; what is left out narrows nothing. */
export interface FindingFilter {
  /** Of the devices: the site of their home, and a realm in which they were seen; ids. */
  readonly scope?: SiteScope;
  readonly kind?: readonly FindingKind[];
  readonly verdict?: readonly FindingVerdict[];
  readonly decision?: readonly FindingDecision[];
  readonly deviceId?: string;
  readonly key?: string;
  /** Zones of the devices, or "none". */
  readonly zoneId?: readonly string[];
  readonly product?: string;
  readonly isKev?: boolean;
  /** Anywhere in title, key, product, CVE ids or the device's name. */
  readonly text?: string;
}

export type FindingGrouping = "product" | "key" | "zone";

export interface FindingCounts {
  readonly total: number;
  readonly devices: number;
  readonly immediate: number;
  readonly outOfCycle: number;
  readonly possible: number;
  readonly kev: number;
}

/** Findings of one product, one advisory or check ("vulnerability ssa-1"), or one zone, added up. */
export interface FindingGroup {
  /** "" for an unknown product and for no zone. */
  readonly key: string;
  readonly label: string;
  readonly findings: number;
  readonly devices: number;
  readonly affected: number;
  readonly possible: number;
  readonly immediate: number;
  readonly kev: number;
  readonly cvss: number | null;
  /** Of its most urgent finding. */
  readonly priority: number;
}

/** Where a page of groups ends: the most urgent first, then the largest, then by key. */
export type FindingGroupPosition = Pick<FindingGroup, "priority" | "findings" | "key">;

/** Where a page of findings ends: the most urgent first, then by id. */
export interface FindingPosition {
  readonly priority: number;
  readonly id: string;
}
