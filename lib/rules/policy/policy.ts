import type { AddressSet } from "../address/address-set";
import type { Service } from "./service";

/** A zone as a firewall can know it: by addresses of one realm. */
export interface PolicyZone {
  readonly id: string;
  readonly name: string;
  readonly addresses: AddressSet;
}

/** One allowed path. Replies to what it allows are allowed; nothing else is. */
export interface Allow {
  readonly id: string;
  readonly fromZoneId: string;
  readonly toZoneId: string;
  /** In the form of `normalServices`; never empty. */
  readonly services: readonly Service[];
  /** What people call the conduit. Hostile text. */
  readonly title: string;
  readonly reason: string;
  readonly owner: string | null;
  /** What a port rule cannot say about the conduit ("read only"), one sentence each. */
  readonly limits: readonly string[];
}

/**
 * Who may open connections to whom: default deny, stateful. An allow whose two zones are one is the traffic inside a
 * zone, where it passes the enforcement point at all.
 */
export interface Policy {
  readonly title: string;
  readonly zones: readonly PolicyZone[];
  readonly allows: readonly Allow[];
}
