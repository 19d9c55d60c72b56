import { UndirectedGraph } from "graphology";
import louvain from "graphology-communities-louvain";
import { compareText } from "../../compare-text";
import { pushAll } from "../../long-lists";
import { isInfrastructure, isLinkLocalProtocol } from "../../service/control-protocols";
import { subnetOf } from "./subnet-of";
import type { PairTraffic, SuggestDevice } from "./suggestion";

export interface DeviceGroup {
  readonly ids: readonly string[];
  readonly by: "subnet" | "traffic";
}

/** Fewer devices are no group of their own. */
export const MIN_GROUP_DEVICES = 3;
/** A smaller subnet is a cell already: parting its controllers from each other is nobody's zone. */
const MIN_PARTED_DEVICES = 24;
/** A subnet is taken apart only into communities of so many devices that keep so much of their traffic to themselves. */
const MIN_COMMUNITY_DEVICES = 5;
const MIN_KEPT_SHARE = 0.7;
/** Newman's modularity from which a network is commonly said to have communities (0.3 and more). */
const MIN_MODULARITY = 0.3;
/** A device without a group joins the one with which it has this much of its traffic. */
const MIN_JOINING_SHARE = 0.6;
/** A device with cards in so many subnets carries others' traffic: it holds nothing together. */
export const ROUTER_SUBNETS = 3;
/** What everybody asks of a few servers says little about who belongs together. */
const INFRASTRUCTURE_WEIGHT = 0.1;

/**
 * Devices that belong together. Devices of one subnet do, for a border that somebody drew is the best hint of a zone;
 * where the traffic within a subnet falls into communities of its own (Louvain), these do. Devices whose subnets hold
 * next to nobody are grouped by traffic alone, and who is left joins the group that it talks to most. `random` breaks
 * ties; groups are sorted by size, then by their first id. The order of devices and pairs does not matter.
 */
export function groupDevices(
  devices: readonly SuggestDevice[],
  pairs: readonly PairTraffic[],
  random: () => number,
): DeviceGroup[] {
  const sorted = [...devices].sort((a, b) => compareText(a.id, b.id));
  const weights = weigh(pairs);
  const { pools, loose } = poolsOf(sorted);
  const groups: { ids: string[]; by: DeviceGroup["by"] }[] = [];
  const rest: string[] = [];
  for (const ids of pools) {
    const { communities, others } =
      ids.length < MIN_PARTED_DEVICES
        ? { communities: [], others: ids }
        : communitiesIn(ids, weights, random, MIN_COMMUNITY_DEVICES);
    // One community is no split: it is who talks within the subnet, and the others only are quiet.
    if (communities.length < 2) groups.push({ ids: [...ids], by: "subnet" });
    else {
      for (const community of communities) groups.push({ ids: community, by: "traffic" });
      if (others.length >= MIN_COMMUNITY_DEVICES) groups.push({ ids: others, by: "subnet" });
      else pushAll(rest, others);
    }
  }
  for (const ids of loose) {
    const { communities, others } = communitiesIn(ids, weights, random, MIN_GROUP_DEVICES);
    for (const community of communities) groups.push({ ids: community, by: "traffic" });
    pushAll(rest, others);
  }
  joinRest(rest, groups, weights);
  return groups
    .map(({ ids, by }) => ({ ids: ids.sort(compareText), by }))
    .filter(({ ids }) => ids.length >= MIN_GROUP_DEVICES)
    .sort((a, b) => b.ids.length - a.ids.length || compareText(a.ids[0] as string, b.ids[0] as string));
}

type Weights = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** How much each pair holds together: by the logarithm of packets, so that a camera's stream is not all there is. */
function weigh(pairs: readonly PairTraffic[]): Weights {
  const weights = new Map<string, Map<string, number>>();
  const add = (a: string, b: string, weight: number) => {
    const of = weights.get(a) ?? new Map<string, number>();
    of.set(b, (of.get(b) ?? 0) + weight);
    weights.set(a, of);
  };
  const ordered = [...pairs].sort((x, y) => compareText(x.a, y.a) || compareText(x.b ?? "", y.b ?? ""));
  for (const { a, b, packets, protocols } of ordered) {
    if (b === null || a === b) continue;
    const said = protocols.filter((it) => !isLinkLocalProtocol(it));
    if (said.length === 0) continue;
    const weight = Math.log2(1 + packets) * (said.every(isInfrastructure) ? INFRASTRUCTURE_WEIGHT : 1);
    add(a, b, weight);
    add(b, a, weight);
  }
  return weights;
}

/** Devices by subnet, and per site those whose subnets hold too few to be one. */
function poolsOf(devices: readonly SuggestDevice[]): { pools: string[][]; loose: string[][] } {
  const bySubnet = new Map<string, string[]>();
  const bySite = new Map<string, string[]>();
  const placed: { device: SuggestDevice; key: string | null }[] = devices.map((device) => {
    const subnets = new Set(
      device.addresses.flatMap(({ realm, ip }) => {
        const cidr = subnetOf(ip);
        return cidr === null ? [] : [`${device.siteId} ${realm} ${cidr}`];
      }),
    );
    const [first] = subnets;
    return { device, key: first === undefined || subnets.size >= ROUTER_SUBNETS ? null : first };
  });
  for (const { device, key } of placed) if (key !== null) append(bySubnet, key, device.id);
  for (const { device, key } of placed) {
    if (key === null || (bySubnet.get(key) as string[]).length < MIN_GROUP_DEVICES)
      append(bySite, device.siteId, device.id);
  }
  return {
    pools: [...bySubnet.values()].filter((ids) => ids.length >= MIN_GROUP_DEVICES),
    loose: [...bySite.values()],
  };
}

/** Communities by the traffic among these devices alone, and who is in none. */
function communitiesIn(
  ids: readonly string[],
  weights: Weights,
  random: () => number,
  minDevices: number,
): { communities: string[][]; others: string[] } {
  const within = new Set(ids);
  const graph = new UndirectedGraph();
  for (const id of ids) {
    for (const [peer, weight] of weights.get(id) ?? []) {
      if (id < peer && within.has(peer)) graph.mergeEdge(id, peer, { weight });
    }
  }
  if (graph.size === 0) return { communities: [], others: [...ids] };
  const { communities: numbers, modularity } = louvain.detailed(graph, { getEdgeWeight: "weight", rng: random });
  if (modularity < MIN_MODULARITY) return { communities: [], others: [...ids] };
  const byNumber = new Map<number, string[]>();
  const others: string[] = [];
  for (const id of ids) {
    const number = numbers[id];
    if (number === undefined) others.push(id);
    else append(byNumber, number, id);
  }
  const communities: string[][] = [];
  for (const members of byNumber.values()) {
    if (members.length >= minDevices && keptShare(members, within, weights) >= MIN_KEPT_SHARE)
      communities.push(members);
    else pushAll(others, members);
  }
  return { communities, others };
}

/** How much of the members' traffic with anybody of the pool is with each other. */
function keptShare(members: readonly string[], pool: ReadonlySet<string>, weights: Weights): number {
  const own = new Set(members);
  let [kept, all] = [0, 0];
  for (const id of members) {
    for (const [peer, weight] of weights.get(id) ?? []) {
      if (!pool.has(peer)) continue;
      all += weight;
      if (own.has(peer)) kept += weight;
    }
  }
  return all === 0 ? 0 : kept / all;
}

function joinRest(rest: readonly string[], groups: readonly { ids: string[] }[], weights: Weights): void {
  const groupOf = new Map(groups.flatMap((group, at) => group.ids.map((id) => [id, at] as const)));
  for (const id of rest) {
    const sums = new Map<number, number>();
    let all = 0;
    for (const [peer, weight] of weights.get(id) ?? []) {
      all += weight;
      const group = groupOf.get(peer);
      if (group !== undefined) sums.set(group, (sums.get(group) ?? 0) + weight);
    }
    const [best] = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    if (best && best[1] >= all * MIN_JOINING_SHARE) groups[best[0]]?.ids.push(id);
  }
}

function append<K>(map: Map<K, string[]>, key: K, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
