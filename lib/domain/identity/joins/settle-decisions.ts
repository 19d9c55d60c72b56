import { isLocalMac } from "../../address";
import type { Decision, MergeDecision } from "../../device/decision";
import { compareDecisions } from "../../device/device-state";
import { type Identifier, identifierKey } from "../../device/identifier";

/** Of all that people said on which identifiers are one device, what holds: the latest word on each pair. */
export function settledMerges(decisions: readonly Decision[]): readonly MergeDecision[] {
  const byPair = new Map<string, MergeDecision>();
  for (const decision of [...decisions].sort(compareDecisions)) {
    if (decision.kind !== "merge" && decision.kind !== "forbid-merge") continue;
    const pair = [plainKey(decision.anchor), plainKey(decision.other)].sort().join("\n");
    if (!byPair.has(pair)) byPair.set(pair, decision);
  }
  return [...byPair.values()].reverse();
}

/** Whether a person said that the address is not this card's. */
export function splitBy(merges: readonly MergeDecision[]): (realm: string, mac: string, ip: string) => boolean {
  const splits = new Set<string>();
  for (const { kind, anchor, other } of merges) {
    if (kind !== "forbid-merge") continue;
    const mac = [anchor, other].find((it) => it.kind === "mac" || it.kind === "local-mac");
    const ip = [anchor, other].find((it) => it.kind === "ip");
    if (mac && ip && mac.realm === ip.realm) splits.add(`${mac.realm}\n${mac.value}\n${ip.value}`);
  }
  return (realm, mac, ip) => splits.has(`${realm}\n${mac}\n${ip}`);
}

function plainKey(identifier: Identifier): string {
  const isMac = identifier.kind === "mac" || identifier.kind === "local-mac";
  const kind = isMac ? (isLocalMac(identifier.value) ? "local-mac" : "mac") : identifier.kind;
  return identifierKey({ ...identifier, kind });
}
