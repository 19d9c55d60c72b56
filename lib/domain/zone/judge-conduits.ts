import { INTERNET, UNZONED } from "./zone-key";

export interface ConduitRule {
  readonly fromZoneId: string;
  readonly toZoneId: string;
  /** Empty = any. */
  readonly protocols: readonly string[];
}

export type Verdict = "inside" | "violation" | "undecided";

/**
 * Whether traffic between two zones is as decided. Inside one zone nothing needs a conduit. A pair of zones with a
 * conduit, in whichever direction, is decided: what no conduit of that direction names is a violation. Without a
 * conduit, and with the pseudo zones, nobody has decided yet.
 */
export function conduitJudge(
  conduits: readonly ConduitRule[],
): (from: string, to: string, protocols: readonly string[]) => Verdict {
  const allowed = new Map<string, Set<string> | "any">();
  for (const { fromZoneId, toZoneId, protocols } of conduits) {
    const key = `${fromZoneId} ${toZoneId}`;
    const known = allowed.get(key);
    if (protocols.length === 0 || known === "any") allowed.set(key, "any");
    else allowed.set(key, new Set([...(known ?? []), ...protocols]));
  }
  return (from, to, protocols) => {
    if (isPseudo(from) || isPseudo(to)) return "undecided";
    if (from === to) return "inside";
    const rule = allowed.get(`${from} ${to}`);
    if (!rule) return allowed.has(`${to} ${from}`) ? "violation" : "undecided";
    return rule === "any" || protocols.every((protocol) => rule.has(protocol)) ? "inside" : "violation";
  };
}

function isPseudo(key: string): boolean {
  return key === UNZONED || key === INTERNET;
}
