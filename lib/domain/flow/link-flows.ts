import { isGroupMac, isHostAddress, isVirtualRouterMac } from "../address";
import type { Device } from "../device/device";
import { gapUs, type Interval } from "../device/interval";
import type { TimeUs } from "../observation";
import type { FlowEnd } from "./flow";

interface Holder extends Interval {
  readonly deviceId: string;
  readonly mac: string | null;
}

export interface FlowLinker {
  /** Id of the device that the end was at that time; null for peers outside the inventory. */
  deviceAt(realm: string, end: FlowEnd, atUs: TimeUs | null): string | null;
  /** All who ever were at the address. */
  holdersOf(realm: string, ip: string): readonly string[];
  /** Equal texts answer equally for an address: who held it, and when where that decides. */
  wordOn(realm: string, ip: string): string;
  cardHolder(realm: string, mac: string): string | null;
}

/**
 * Which device a flow's end was: whoever held the address then. The MAC of an end decides only where several held the
 * address at once, or where there is no address: on routed traffic it is the router's.
 */
export function flowLinker(inventory: { readonly devices: Iterable<Pick<Device, "id" | "interfaces">> }): FlowLinker {
  const byIp = new Map<string, Holder[]>();
  const byMac = new Map<string, string>();
  /** Flows name the same addresses again and again, and each had to be taken apart anew. */
  const hostAddresses = new Map<string, boolean>();
  const isHost = (ip: string): boolean => {
    const known = hostAddresses.get(ip);
    if (known !== undefined) return known;
    const is = isHostAddress(ip);
    hostAddresses.set(ip, is);
    return is;
  };
  for (const device of inventory.devices) {
    for (const { mac, realm, addresses } of device.interfaces) {
      if (mac !== null && !isVirtualRouterMac(mac)) byMac.set(`${realm}\n${mac}`, device.id);
      for (const { ip, fromUs, toUs } of addresses) {
        const key = `${realm}\n${ip}`;
        const holder = { deviceId: device.id, mac, fromUs, toUs };
        const list = byIp.get(key);
        if (list) list.push(holder);
        else byIp.set(key, [holder]);
      }
    }
  }
  return {
    holdersOf: (realm, ip) => (byIp.get(`${realm}\n${ip}`) ?? []).map(({ deviceId }) => deviceId),
    wordOn(realm, ip) {
      const holders = byIp.get(`${realm}\n${ip}`) ?? [];
      if (holders.length < 2) return holders[0]?.deviceId ?? "";
      return JSON.stringify(holders.map(({ deviceId, mac, fromUs, toUs }) => [deviceId, mac, fromUs, toUs]).sort());
    },
    cardHolder: (realm, mac) => byMac.get(`${realm}\n${mac}`) ?? null,
    deviceAt(realm, { ip, mac }, atUs) {
      if (ip !== null) {
        const holders = byIp.get(`${realm}\n${ip}`) ?? [];
        if (holders.length === 0 || !isHost(ip)) return null;
        if (holders.length < 2) return holders[0]?.deviceId ?? null;
        return nearest(holders, mac, atUs);
      }
      return mac !== null && !isGroupMac(mac) ? (byMac.get(`${realm}\n${mac}`) ?? null) : null;
    },
  };
}

/** The end's own card among the holders, then the nearest in time, then the latest. */
function nearest(holders: readonly Holder[], mac: string | null, atUs: TimeUs | null): string | null {
  const when = { fromUs: atUs, toUs: atUs };
  const rank = (it: Holder) => [
    Number(it.mac !== mac || mac === null),
    gapUs(it, when) ?? Number.MAX_SAFE_INTEGER,
    -(it.toUs ?? -1),
  ];
  let best: { holder: Holder; rank: number[] } | null = null;
  for (const holder of holders) {
    const own = rank(holder);
    if (!best || isBefore(own, best.rank) || (!isBefore(best.rank, own) && holder.deviceId < best.holder.deviceId)) {
      best = { holder, rank: own };
    }
  }
  return best?.holder.deviceId ?? null;
}

function isBefore(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index >= 0 && (a[index] as number) < (b[index] as number);
}
