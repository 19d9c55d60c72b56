import { rolesTitle } from "../device/role-title";
import { compareKeys } from "../keyset";
import { protocolTitle } from "../service/protocol-titles";

/** By what a device is grouped with its like, as columns and database hold it. */
export interface Likeness {
  readonly role: string | null;
  readonly vendor: string | null;
  /**
   * What role, vendor and services rest on, as one text of JSON: whether role and vendor are more than inferred, and the
   * protocols of its proven services in their order. Most devices share theirs.
   */
  readonly proof: string;
}

/** Where a device stands among those that wait: the riskiest first. */
export interface CasePosition {
  readonly riskScore: number;
  readonly id: string;
}

/** How many devices are alike, and the first and the last of them. */
export interface LikenessCount extends Likeness {
  readonly count: number;
  readonly first: CasePosition;
  readonly last: CasePosition;
}

type Counted = Pick<LikenessCount, "count" | "first" | "last">;

/** Devices that are likely the same kind of thing, and why. */
export interface LikelyGroup extends Counted {
  readonly key: string;
  readonly label: string;
  readonly reason: string;
}

interface Proof {
  readonly isRoleStated: boolean;
  readonly isVendorStated: boolean;
  /** Each once. */
  readonly protocols: readonly string[];
}

/** What the groups are of. */
const GROUP_KINDS = ["role", "vendor", "protocol"] as const;
type GroupKind = (typeof GROUP_KINDS)[number];

/** What a device likely is, by the best that is known of it: role, vendor, services, nothing. */
export function groupKeyOf(likeness: Likeness): string {
  if (likeness.role !== null) return `role ${likeness.role}`;
  if (likeness.vendor !== null) return `vendor ${likeness.vendor}`;
  const protocol = readProof(likeness.proof).protocols.find((it) => it !== "unknown");
  return protocol === undefined ? "unknown" : `protocol ${protocol}`;
}

/** Null for the group of which nothing is known, undefined for what is no key. */
export function partsOfGroupKey(key: string): { readonly kind: GroupKind; readonly value: string } | null | undefined {
  if (key === "unknown") return null;
  const kind = GROUP_KINDS.find((it) => key.startsWith(`${it} `));
  return kind && { kind, value: key.slice(kind.length + 1) };
}

/** The groups of what was counted, that of the riskiest device first. */
export function likelyGroups(counts: readonly LikenessCount[]): LikelyGroup[] {
  const byKey = new Map<string, LikenessCount[]>();
  for (const count of counts) {
    const key = groupKeyOf(count);
    const alike = byKey.get(key);
    if (alike) alike.push(count);
    else byKey.set(key, [count]);
  }
  return [...byKey]
    .map(([key, alike]) => ({
      key,
      label: labelOf(key),
      reason: reasonOf(key, alike),
      ...(wholeOf(alike) as Counted),
    }))
    .sort((a, b) => compareCases(a.first, b.first));
}

/** How many devices these are, and the first and last of all; null when there are none. */
export function wholeOf(counts: readonly Counted[]): Counted | null {
  return counts.reduce<Counted | null>(
    (whole, { count, first, last }) =>
      whole === null
        ? { count, first, last }
        : {
            count: whole.count + count,
            first: compareCases(first, whole.first) < 0 ? first : whole.first,
            last: compareCases(last, whole.last) > 0 ? last : whole.last,
          },
    null,
  );
}

const compareCases = (a: CasePosition, b: CasePosition) => compareKeys([-a.riskScore, a.id], [-b.riskScore, b.id]);

function labelOf(key: string): string {
  const parts = partsOfGroupKey(key);
  if (!parts) return "Devices of which little is known";
  if (parts.kind === "role") return rolesTitle(parts.value);
  return parts.kind === "vendor" ? `${parts.value} devices` : `Devices that answer ${protocolTitle(parts.value)}`;
}

/** Why they stand together, from what most of them share: "answer RTSP and name Axis as vendor". */
function reasonOf(key: string, alike: readonly LikenessCount[]): string {
  const half = sum(alike) / 2;
  const proofs = alike.map((it) => ({ ...it, ...readProof(it.proof) }));
  const parts: string[] = [];
  if (key.startsWith("role ")) {
    const stated = sum(proofs.filter(({ isRoleStated }) => isRoleStated));
    parts.push(stated >= half ? "state this role themselves" : "behave like it");
  }
  const vendor = mostCommon(alike, (it) => (it.vendor === null ? [] : [it.vendor]));
  if (vendor && vendor.count > half) {
    // A maker known by the MAC prefix only made the network card, and nobody named it.
    const isNamed = proofs.some((it) => it.vendor === vendor.value && it.isVendorStated);
    parts.push(isNamed ? `name ${vendor.value} as vendor` : `have a network card of ${vendor.value}`);
  }
  const protocol = mostCommon(proofs, (it) => it.protocols);
  if (protocol && protocol.value !== "unknown" && protocol.count > half) {
    parts.push(`answer ${protocolTitle(protocol.value)}`);
  }
  const last = parts.pop();
  if (last === undefined) return "state no role, no vendor and no service";
  return parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
}

function readProof(text: string): Proof {
  const [isRoleStated, isVendorStated, protocols] = JSON.parse(text) as [boolean, boolean, string[]];
  return { isRoleStated, isVendorStated, protocols: [...new Set(protocols)] };
}

const sum = (alike: readonly { readonly count: number }[]) => alike.reduce((total, { count }) => total + count, 0);

function mostCommon<Alike extends { readonly count: number }>(
  alike: readonly Alike[],
  valuesOf: (it: Alike) => readonly string[],
): { value: string; count: number } | null {
  const counts = new Map<string, number>();
  for (const it of alike) for (const value of valuesOf(it)) counts.set(value, (counts.get(value) ?? 0) + it.count);
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return best ? { value: best[0], count: best[1] } : null;
}
