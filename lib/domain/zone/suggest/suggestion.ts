import type { PurdueLevel, Zone } from "../zone";

/** A device as far as suggestions look at it. */
export interface SuggestDevice {
  readonly id: string;
  readonly siteId: string;
  readonly role: string | null;
  /** Its own; a product says nothing of the group that it stands in. */
  readonly name: string | null;
  readonly zoneId: string | null;
  readonly addresses: readonly { readonly realm: string; readonly ip: string }[];
}

/** What two devices said to each other, in both directions; `b` is null for whoever is no device of the inventory. */
export interface PairTraffic {
  readonly a: string;
  readonly b: string | null;
  readonly packets: number;
  readonly protocols: readonly string[];
}

export type SuggestZone = Pick<Zone, "id" | "name" | "siteId" | "purdueLevel" | "cidrs">;

/** Whom a group talks to outside itself. */
export interface GroupPartner {
  /** A zone; null for devices in no zone, and for whoever is no device. */
  readonly zoneId: string | null;
  /** False: no device of the inventory. */
  readonly isDevice: boolean;
  readonly packets: number;
  /** Most packets first, at most five. */
  readonly protocols: readonly string[];
}

export interface SuggestionReason {
  /** Packets between devices of the group, and between them and all others. */
  readonly insidePackets: number;
  readonly outsidePackets: number;
  /** Protocols inside, most packets first, at most five. */
  readonly insideProtocols: readonly string[];
  /** Most packets first. */
  readonly partners: readonly GroupPartner[];
  /** Subnets in which its devices stand; `devices` counts all known ones there. */
  readonly subnets: readonly {
    readonly realm: string;
    readonly cidr: string;
    readonly members: number;
    readonly devices: number;
  }[];
  /** Most frequent first. */
  readonly roles: readonly { readonly role: string; readonly count: number }[];
  /** Levels at which such devices usually work, lowest first. */
  readonly levels: readonly { readonly level: PurdueLevel; readonly count: number }[];
  /** What held the group together: the subnet, or within (or without) one, its traffic. */
  readonly by: "subnet" | "traffic";
}

/** A zone that evidence speaks for: one to make, or devices that belong to one that is drawn. */
export interface ZoneSuggestion {
  /** Made of what it says: the same evidence gives the same key. */
  readonly key: string;
  readonly kind: "make" | "join";
  readonly siteId: string;
  /** The zone to join; of a zone to make the one that it would be part of, or null. */
  readonly zoneId: string | null;
  /** Of a zone to make. */
  readonly name: string;
  readonly purdueLevel: PurdueLevel | null;
  /** Rules that put devices here and take none from another zone. */
  readonly cidrs: readonly { readonly realm: string; readonly cidr: string }[];
  /** Devices that would come in. `isByRule`: one of `cidrs` brings it, the others need a pin. */
  readonly devices: readonly { readonly id: string; readonly isByRule: boolean }[];
  readonly reason: SuggestionReason;
}
