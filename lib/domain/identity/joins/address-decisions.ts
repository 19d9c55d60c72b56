import { parseMac } from "../../address";
import { compareText } from "../../compare-text";
import type { Decision } from "../../device/decision";
import { type Identifier, identifierKey } from "../../device/identifier";
import type { TimeUs } from "../../observation";
import type { Leases } from "../addresses/leases";
import { type Endpoint, ipEndpointKey, macEndpointKey, ownerKey } from "../endpoints/endpoint";
import type { Succession } from "../endpoints/split-replaced";
import { compareEvidence } from "../values/citation";
import { namesIn } from "./identifiers-of";
import type { SerialClaim, SerialHolders } from "./serials";

/** The identifiers that a decision is about, each with the time at which it was the device's that was meant. */
export function anchorsOf(decision: Decision): readonly (readonly [Identifier, TimeUs])[] {
  const anchor = [decision.anchor, decision.anchorSeenUs ?? decision.atUs] as const;
  if (decision.kind !== "merge" && decision.kind !== "forbid-merge") return [anchor];
  return [anchor, [decision.other, decision.otherSeenUs ?? decision.atUs]];
}

/**
 * Which endpoints an identifier meant when somebody decided on it. An IP address meant whoever held it at that time.
 * Empty when nothing has the identifier (any more).
 */
export type Addressing = (identifier: Identifier, atUs: TimeUs) => readonly string[];

export function addressing(
  succession: Succession,
  leases: Leases,
  serials: SerialHolders,
  contested: ReadonlyMap<string, unknown>,
): Addressing {
  // Made when the first decision asks for a name: most inventories of files have no decisions, and many names.
  let named: ReadonlyMap<string, readonly string[]> | null = null;
  const present = (key: string, atUs: TimeUs) => {
    const at = succession.at(key, atUs);
    return succession.endpoints.has(at) ? [at] : [];
  };
  return (identifier, atUs) => {
    const { kind, realm, value } = identifier;
    switch (kind) {
      case "mac":
      case "local-mac":
        return present(macEndpointKey(realm, parseMac(value) ?? value), atUs);
      case "ip": {
        const holder = leases.holder(realm, value, { fromUs: atUs, toUs: atUs });
        return present(
          holder === null ? ipEndpointKey(realm, value) : ownerKey(leases, { realm, mac: holder, ip: value }),
          atUs,
        );
      }
      case "serial": {
        const holders = serials.get(value) ?? [];
        // Whoever claims a serial later than its first holder does not inherit what people decided on that one.
        const meant = contested.has(value) ? holders.toSorted(byClaim).slice(0, 1) : holders;
        return meant.map(([endpoint]) => endpoint.key);
      }
      default:
        named ??= keysByName(succession.endpoints.values());
        return named.get(identifierKey({ kind, realm, value: value.toLowerCase() })) ?? [];
    }
  };
}

function keysByName(endpoints: Iterable<Endpoint>): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const endpoint of endpoints) {
    for (const name of namesIn(endpoint.evidence)) {
      const key = identifierKey(name);
      const list = named.get(key);
      if (list) list.push(endpoint.key);
      else named.set(key, [endpoint.key]);
    }
  }
  return named;
}

function byClaim(a: readonly [Endpoint, SerialClaim], b: readonly [Endpoint, SerialClaim]): number {
  return compareEvidence(a[1].evidence, b[1].evidence) || compareText(a[0].key, b[0].key);
}
