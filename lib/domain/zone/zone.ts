/** Levels of the Purdue model: 0 process, 1 control, 2 supervision, 3 operations, 3.5 plant DMZ, 4 business, 5 enterprise. */
export const PURDUE_LEVELS = [0, 1, 2, 3, 3.5, 4, 5] as const;
export type PurdueLevel = (typeof PURDUE_LEVELS)[number];

/** What an outage of the zone's process means: 1 nuisance, 5 safety or environment. */
export type ZoneCriticality = 1 | 2 | 3 | 4 | 5;

/** Devices that share a security need (IEC 62443), with the rules that put devices in it. */
export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly siteId: string;
  readonly purdueLevel: PurdueLevel | null;
  readonly criticality: ZoneCriticality;
  /** Each rule holds in one realm: the same subnet in another realm is another network. */
  readonly cidrs: readonly { readonly realm: string; readonly cidr: string }[];
  readonly vlans: readonly { readonly realm: string; readonly vlan: number }[];
}
