import { isLocalMac } from "../address";

/**
 * What says *which* device (facts say *what* it is). Strength decides which identifiers may join observations.
 */
export const IDENTIFIER_KINDS = [
  "serial",
  "mac",
  "local-mac",
  "station-name",
  "bacnet-instance",
  "child",
  "ssh-host-key",
  "hostname",
  "ip",
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export interface Identifier {
  readonly kind: IdentifierKind;
  /** Address space in which the value is unique. */
  readonly realm: string;
  readonly value: string;
}

/** A network card: one that software made up (a locally administered MAC) is a kind of its own. */
export function cardIdentifier(realm: string, mac: string): Identifier {
  return { kind: isLocalMac(mac) ? "local-mac" : "mac", realm, value: mac };
}

/** 3 = one device for life, 2 = one device as configured, 1 = a hint or a lease. */
export const IDENTIFIER_STRENGTH: Readonly<Record<IdentifierKind, 1 | 2 | 3>> = {
  serial: 3,
  mac: 3,
  "local-mac": 2,
  "station-name": 2,
  "bacnet-instance": 2,
  child: 2,
  // Made when the system is set up; images and factories give one to many.
  "ssh-host-key": 2,
  hostname: 1,
  ip: 1,
};

/** One text per identifier; sorts by kind, realm and value. */
export function identifierKey(identifier: Identifier): string {
  return `${identifier.kind}|${identifier.realm}|${identifier.value}`;
}
