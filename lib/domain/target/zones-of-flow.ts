import ipaddr from "ipaddr.js";
import { addressScope, isGroupMac } from "../address";
import { compareText } from "../compare-text";
import type { Zone } from "../zone/zone";
import { zoneKeyOf } from "../zone/zone-key";
import type { RecordedEnd, RecordedFlow } from "./recorded-flow";

interface Subnet {
  readonly zoneId: string;
  readonly network: ipaddr.IPv4 | ipaddr.IPv6;
  readonly bits: number;
}

/** Device → id of the zone in which it is put. */
export type Placements = Pick<ReadonlyMap<string, string | null>, "get">;

/**
 * Zone keys of a flow's two ends under these zones, as the matrix has them: the zone of the device; without a device
 * that of the narrowest subnet which holds the address; else a pseudo zone. What is sent to a group or to everybody
 * stays in the zone of its sender. `placements` says where each device is put.
 */
export function flowPlacer(
  zones: readonly Zone[],
  placements: Placements,
): (flow: Pick<RecordedFlow, "realm" | "initiator" | "responder">) => { from: string; to: string } {
  const byRealm = new Map<string, Subnet[]>();
  for (const zone of [...zones].sort((a, b) => compareText(a.id, b.id))) {
    for (const { realm, cidr } of zone.cidrs) {
      if (!ipaddr.isValidCIDR(cidr)) continue;
      const [network, bits] = ipaddr.parseCIDR(cidr);
      byRealm.set(realm, [...(byRealm.get(realm) ?? []), { zoneId: zone.id, network, bits }]);
    }
  }
  for (const subnets of byRealm.values()) subnets.sort((a, b) => b.bits - a.bits);
  const known = new Map<string, string>();

  function ofAddress(realm: string, end: RecordedEnd): string {
    const key = `${realm}\n${end.ip}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const zone = subnetOf(byRealm.get(realm) ?? [], end.ip) ?? zoneKeyOf({ ...end, zoneId: null });
    known.set(key, zone);
    return zone;
  }
  const keyOf = (realm: string, end: RecordedEnd) =>
    end.deviceId !== null ? zoneKeyOf({ ...end, zoneId: placements.get(end.deviceId) ?? null }) : ofAddress(realm, end);
  return ({ realm, initiator, responder }) => {
    const from = keyOf(realm, initiator);
    return { from, to: isGroup(responder) ? from : keyOf(realm, responder) };
  };
}

function subnetOf(subnets: readonly Subnet[], ip: string | null): string | null {
  if (ip === null || subnets.length === 0 || !ipaddr.isValid(ip)) return null;
  const address = ipaddr.parse(ip);
  const found = subnets.find(({ network, bits }) => network.kind() === address.kind() && address.match(network, bits));
  return found?.zoneId ?? null;
}

function isGroup({ deviceId, ip, mac }: RecordedEnd): boolean {
  if (deviceId !== null) return false;
  if (ip !== null) {
    const scope = addressScope(ip);
    return scope === "multicast" || scope === "broadcast";
  }
  return mac !== null && isGroupMac(mac);
}
