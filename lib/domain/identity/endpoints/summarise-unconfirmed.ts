import { compareText } from "../../compare-text";
import type { UnconfirmedEndpoint, UnconfirmedSummary } from "../../device/device";

const MAX_EXAMPLES = 5;

/** Addresses that did not become devices, counted by realm and reason: a flood is one row. */
export function summariseUnconfirmed(endpoints: Iterable<UnconfirmedEndpoint>): UnconfirmedSummary[] {
  const groups = new Map<string, { realm: string; reason: string; names: string[] }>();
  for (const { realm, mac, ip, reason } of endpoints) {
    const key = `${realm}\n${reason}`;
    const group = groups.get(key);
    const name = mac ?? (ip as string);
    if (group) group.names.push(name);
    else groups.set(key, { realm, reason, names: [name] });
  }
  return [...groups.values()]
    .map(({ realm, reason, names }) => ({
      realm,
      reason,
      count: names.length,
      examples: names.sort(compareText).slice(0, MAX_EXAMPLES),
    }))
    .sort((a, b) => compareText(a.realm, b.realm) || b.count - a.count || compareText(a.reason, b.reason));
}
