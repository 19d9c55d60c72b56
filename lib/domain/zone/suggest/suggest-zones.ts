import { compareText } from "../../compare-text";
import { inferLevel } from "../../device/infer-level";
import { uuidOf } from "../../uuid-of";
import type { PurdueLevel } from "../zone";
import { type DeviceGroup, groupDevices, MIN_GROUP_DEVICES, ROUTER_SUBNETS } from "./group-devices";
import { nameGroup } from "./name-group";
import { liesInBlock, narrowestBlock, subnetOf } from "./subnet-of";
import type {
  GroupPartner,
  PairTraffic,
  SuggestDevice,
  SuggestionReason,
  SuggestZone,
  ZoneSuggestion,
} from "./suggestion";

/** Part of a group's devices in one zone from which the rest are said to belong there too. */
const MIN_JOINED_SHARE = 0.5;
/** A level is that of the group when at least so many of its devices work there. */
const MIN_LEVEL_SHARE = 0.5;
const SHOWN_PROTOCOLS = 5;
const SHOWN_PARTNERS = 12;

export interface SuggestInput {
  readonly devices: readonly SuggestDevice[];
  readonly pairs: readonly PairTraffic[];
  readonly zones: readonly SuggestZone[];
  /** Numbers in [0, 1): the same give the same suggestions. */
  readonly random: () => number;
}

/**
 * Zones that subnets and traffic speak for and that nobody has drawn: groups in no zone, devices in no zone whose group
 * is in one, and communities inside a zone that hardly talk to each other. Largest first.
 */
export function suggestZones({ devices, pairs, zones, random }: SuggestInput): ZoneSuggestion[] {
  const world = new World(devices, pairs, zones);
  const taken = new Set(zones.map(({ siteId, name }) => `${siteId} ${name.toLowerCase()}`));
  const groups = groupDevices(devices, pairs, random);
  const suggestions = groups.flatMap((group) => {
    const made = suggestionOf(group, world, taken);
    if (made?.kind === "make") taken.add(`${made.siteId} ${made.name.toLowerCase()}`);
    return made ? [made] : [];
  });
  return suggestions.sort((a, b) => b.devices.length - a.devices.length || compareText(a.key, b.key));
}

function suggestionOf(group: DeviceGroup, world: World, taken: ReadonlySet<string>): ZoneSuggestion | null {
  const members = group.ids.map((id) => world.device(id));
  const unzoned = members.filter((it) => it.zoneId === null);
  const zoned = new Map<string, number>();
  for (const { zoneId } of members) if (zoneId !== null) zoned.set(zoneId, (zoned.get(zoneId) ?? 0) + 1);
  const [largest] = [...zoned].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
  if (largest && unzoned.length === 0) {
    // The whole of a zone, or devices of several: what a person drew stands, unless its own traffic parts it.
    const isPart = group.by === "traffic" && zoned.size === 1 && world.sizeOf(largest[0]) >= members.length * 2;
    return isPart ? world.make(group, members, largest[0], taken) : null;
  }
  if (largest && largest[1] >= members.length * MIN_JOINED_SHARE) return world.join(group, unzoned, largest[0]);
  return unzoned.length >= MIN_GROUP_DEVICES ? world.make(group, unzoned, null, taken) : null;
}

class World {
  private readonly byId: ReadonlyMap<string, SuggestDevice>;
  private readonly byZone = new Map<string, number>();
  private readonly bySubnet = new Map<string, SuggestDevice[]>();
  private readonly trafficOf = new Map<string, PairTraffic[]>();

  constructor(
    devices: readonly SuggestDevice[],
    pairs: readonly PairTraffic[],
    private readonly zones: readonly SuggestZone[],
  ) {
    this.byId = new Map(devices.map((device) => [device.id, device]));
    for (const device of devices) {
      if (device.zoneId !== null) this.byZone.set(device.zoneId, (this.byZone.get(device.zoneId) ?? 0) + 1);
      for (const key of subnetsOf(device)) append(this.bySubnet, key, device);
    }
    for (const pair of pairs) {
      append(this.trafficOf, pair.a, pair);
      if (pair.b !== null && pair.b !== pair.a) append(this.trafficOf, pair.b, pair);
    }
  }

  device(id: string): SuggestDevice {
    return this.byId.get(id) as SuggestDevice;
  }

  sizeOf(zoneId: string): number {
    return this.byZone.get(zoneId) ?? 0;
  }

  make(
    group: DeviceGroup,
    members: readonly SuggestDevice[],
    parentId: string | null,
    taken: ReadonlySet<string>,
  ): ZoneSuggestion {
    const siteId = (members[0] as SuggestDevice).siteId;
    const cidrs = this.blocksFor(members);
    const name = nameGroup(members, this.mainSubnet(members), (it) => taken.has(`${siteId} ${it.toLowerCase()}`));
    return this.finish("make", group, members, { siteId, zoneId: parentId, name, cidrs });
  }

  join(group: DeviceGroup, members: readonly SuggestDevice[], zoneId: string): ZoneSuggestion {
    const siteId = (members[0] as SuggestDevice).siteId;
    return this.finish("join", group, members, { siteId, zoneId, name: "", cidrs: this.blocksFor(members) });
  }

  private finish(
    kind: ZoneSuggestion["kind"],
    group: DeviceGroup,
    members: readonly SuggestDevice[],
    rest: Pick<ZoneSuggestion, "siteId" | "zoneId" | "name" | "cidrs">,
  ): ZoneSuggestion {
    const reason = this.reasonOf(group);
    const counted = reason.levels.reduce((sum, it) => sum + it.count, 0);
    const [most] = [...reason.levels].sort((a, b) => b.count - a.count || a.level - b.level);
    const isByRule = (device: SuggestDevice) =>
      device.addresses.some(({ realm, ip }) => rest.cidrs.some((it) => it.realm === realm && liesInBlock(ip, it.cidr)));
    return {
      ...rest,
      kind,
      key: uuidOf(JSON.stringify([kind, rest.zoneId, rest.cidrs, members.map(({ id }) => id)])),
      purdueLevel: most && counted > 0 && most.count >= counted * MIN_LEVEL_SHARE ? most.level : null,
      devices: members.map((device) => ({ id: device.id, isByRule: isByRule(device) })),
      reason,
    };
  }

  /**
   * Blocks that hold members and nobody else but routers, which stand in every subnet: whole subnets, or the narrowest
   * block where a subnet has several groups.
   */
  private blocksFor(members: readonly SuggestDevice[]): { realm: string; cidr: string }[] {
    const own = new Set(members.map(({ id }) => id));
    const ruled = new Set(this.zones.flatMap(({ cidrs }) => cidrs.map(({ realm, cidr }) => `${realm} ${cidr}`)));
    const keys = new Set(members.flatMap((it) => [...subnetsOf(it)]));
    const blocks: { realm: string; cidr: string }[] = [];
    for (const key of [...keys].sort(compareText)) {
      const [realm, subnet] = key.split(" ") as [string, string];
      const there = this.bySubnet.get(key) ?? [];
      const inside = there.filter(({ id }) => own.has(id));
      if (inside.length < MIN_GROUP_DEVICES) continue;
      const ips = inside.flatMap(({ addresses }) =>
        addresses.flatMap((it) => (it.realm === realm && subnetOf(it.ip) === subnet ? [it.ip] : [])),
      );
      const cidr = [subnet, narrowestBlock(ips)].find(
        (block) =>
          block !== null &&
          !ruled.has(`${realm} ${block}`) &&
          there.every(
            (it) =>
              own.has(it.id) ||
              subnetsOf(it).size >= ROUTER_SUBNETS ||
              !it.addresses.some((address) => address.realm === realm && liesInBlock(address.ip, block)),
          ),
      );
      if (cidr) blocks.push({ realm, cidr });
    }
    return blocks;
  }

  private mainSubnet(members: readonly SuggestDevice[]): string | null {
    const [best] = [...countBy(members.flatMap((it) => [...subnetsOf(it)]))].sort(byCount);
    return best ? (best[0].split(" ")[1] as string) : null;
  }

  private reasonOf(group: DeviceGroup): SuggestionReason {
    const own = new Set(group.ids);
    const members = group.ids.map((id) => this.device(id));
    const inside = { packets: 0, protocols: new Map<string, number>() };
    const partners = new Map<string, { zoneId: string | null; isDevice: boolean } & typeof inside>();
    for (const id of group.ids) {
      for (const pair of this.trafficOf.get(id) ?? []) {
        const peer = pair.a === id ? pair.b : pair.a;
        if (peer !== null && own.has(peer)) {
          if (pair.a === id) addTraffic(inside, pair);
          continue;
        }
        const zoneId = peer === null ? null : (this.byId.get(peer)?.zoneId ?? null);
        const key = peer === null ? "" : `zone ${zoneId}`;
        const partner = partners.get(key) ?? { zoneId, isDevice: peer !== null, packets: 0, protocols: new Map() };
        addTraffic(partner, pair);
        partners.set(key, partner);
      }
    }
    const sorted = [...partners.entries()].sort((a, b) => b[1].packets - a[1].packets || compareText(a[0], b[0]));
    const levels = countBy(members.flatMap(({ role }) => inferLevel(role, null)?.level ?? []));
    return {
      insidePackets: inside.packets,
      outsidePackets: sorted.reduce((sum, [, it]) => sum + it.packets, 0),
      insideProtocols: topProtocols(inside.protocols),
      partners: sorted.slice(0, SHOWN_PARTNERS).map(
        ([, { zoneId, isDevice, packets, protocols }]): GroupPartner => ({
          ...{ zoneId, isDevice, packets },
          protocols: topProtocols(protocols),
        }),
      ),
      subnets: [...countBy(members.flatMap((it) => [...subnetsOf(it)]))].sort(byCount).map(([key, count]) => {
        const [realm, cidr] = key.split(" ") as [string, string];
        return { realm, cidr, members: count, devices: this.bySubnet.get(key)?.length ?? count };
      }),
      roles: [...countBy(members.flatMap(({ role }) => role ?? []))]
        .sort(byCount)
        .map(([role, count]) => ({ role, count })),
      levels: [...levels]
        .map(([level, count]): { level: PurdueLevel; count: number } => ({ level, count }))
        .sort((a, b) => a.level - b.level),
      by: group.by,
    };
  }
}

/** "realm cidr", each once. */
function subnetsOf({ addresses }: SuggestDevice): Set<string> {
  return new Set(
    addresses.flatMap(({ realm, ip }) => {
      const cidr = subnetOf(ip);
      return cidr === null ? [] : [`${realm} ${cidr}`];
    }),
  );
}

function addTraffic(sum: { packets: number; protocols: Map<string, number> }, { packets, protocols }: PairTraffic) {
  sum.packets += packets;
  for (const it of protocols) sum.protocols.set(it, (sum.protocols.get(it) ?? 0) + packets);
}

function topProtocols(packets: ReadonlyMap<string, number>): string[] {
  return [...packets]
    .sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
    .slice(0, SHOWN_PROTOCOLS)
    .map(([protocol]) => protocol);
}

function countBy<K>(keys: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const byCount = (a: readonly [string, number], b: readonly [string, number]) => b[1] - a[1] || compareText(a[0], b[0]);

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
