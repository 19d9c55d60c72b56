import { compareText } from "../../compare-text";
import { rolesTitle } from "../../device/role-title";
import type { SuggestDevice } from "./suggestion";

const MIN_SHARE = 0.6;
const MAX_LENGTH = 60;

/**
 * What people might call the group: the first word that most of its devices' names share ("PACK2-PLC-01" → "PACK2"),
 * else the role of most, with the subnet where that is needed to tell it from another, or where nothing is shared.
 */
export function nameGroup(
  members: readonly SuggestDevice[],
  cidr: string | null,
  isTaken: (name: string) => boolean,
): string {
  const shared = sharedWord(members) ?? sharedRole(members);
  const base = (shared ?? "Devices").slice(0, MAX_LENGTH);
  const withSubnet = cidr === null ? base : `${base} ${cidr}`;
  // "Devices" alone would say nothing of the one zone that came first.
  const candidates = shared === null ? [withSubnet] : [base, withSubnet];
  const free = candidates.find((it) => !isTaken(it));
  if (free !== undefined) return free;
  for (let n = 2; ; n++) if (!isTaken(`${base} ${n}`)) return `${base} ${n}`;
}

function sharedWord(members: readonly SuggestDevice[]): string | null {
  const words = members.flatMap(({ name }) => {
    const word = /^([\p{L}\d]{3,20})[-_. ]/u.exec(name ?? "")?.[1];
    return word !== undefined && /\p{L}/u.test(word) ? [word] : [];
  });
  return mostFrequent(words, members.length);
}

function sharedRole(members: readonly SuggestDevice[]): string | null {
  const role = mostFrequent(
    members.flatMap(({ role }) => role ?? []),
    members.length,
  );
  return role === null ? null : rolesTitle(role);
}

function mostFrequent(words: readonly string[], of: number): string | null {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
  return best && best[1] >= of * MIN_SHARE ? best[0] : null;
}
