import type { ConflictItem } from "@/lib/contracts/conflicts";
import type { DeviceDetail } from "@/lib/contracts/devices";

type Join = DeviceDetail["joins"][number];

/** The joins of a device that hold the parties of a contradiction together, each pair once. */
export function partingsOf(parties: readonly Pick<ConflictItem["parties"][number], "key">[], joins: readonly Join[]) {
  const keys = new Set(parties.map((it) => it.key));
  const pairs = new Map<string, Join>();
  for (const join of joins) {
    if (!keys.has(join.identifierA) || !keys.has(join.identifierB)) continue;
    const pair = [join.identifierA, join.identifierB].sort().join(" ");
    if (!pairs.has(pair)) pairs.set(pair, join);
  }
  return [...pairs.values()];
}
