import { compareText } from "./compare-text";
import type { UnconfirmedSummary } from "./device";
import type { Endpoint } from "./endpoint";

const MAX_EXAMPLES = 5;

/** Addresses that did not become devices, counted by realm and reason: a flood is one row. */
export function summariseUnconfirmed(
  endpoints: Iterable<{ readonly endpoint: Endpoint; readonly reason: string }>,
): UnconfirmedSummary[] {
  const groups = new Map<string, { realm: string; reason: string; names: string[] }>();
  for (const { endpoint, reason } of endpoints) {
    const { realm, mac, ip } = endpoint;
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
