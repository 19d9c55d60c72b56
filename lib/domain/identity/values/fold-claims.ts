import { compareText } from "../../compare-text";
import type { Claim } from "../../device/device";
import { hull, intervalOf } from "../../device/interval";
import type { Evidence, IdentityField, IdentityObservation } from "../../observation";
import { citationOf, compareEvidence } from "./citation";

/** Distinct claims kept per field: a host that changes its name with each packet must not fill the memory. */
const MAX_CLAIMS = 100;

/** All that is said of the fields of one device (or one child), folded and in a fixed order. */
export function foldClaims(evidence: readonly Evidence[]): Map<IdentityField, Claim[]> {
  const groups = new Map<string, Evidence[]>();
  for (const item of evidence) {
    const o = item.observation;
    if (o.kind !== "identity" || o.value === "") continue;
    const key = [o.field, o.value, o.protocol, o.method, o.inferred].join("\u001f");
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const claims = new Map<IdentityField, Claim[]>();
  for (const group of groups.values()) {
    const { field } = (group[0] as Evidence).observation as IdentityObservation;
    const list = claims.get(field);
    if (list) list.push(claimOf(group));
    else claims.set(field, [claimOf(group)]);
  }
  for (const [field, list] of claims) claims.set(field, list.sort(compareClaims).slice(0, MAX_CLAIMS));
  return claims;
}

function claimOf(group: readonly Evidence[]): Claim {
  const first = [...group].sort(compareEvidence)[0] as Evidence;
  const { value, protocol, method, inferred } = first.observation as IdentityObservation;
  const { fromUs, toUs } = hull(group.map(intervalOf));
  const count = group.reduce((sum, item) => sum + item.observation.count, 0);
  return {
    value,
    protocol,
    method,
    inferred,
    citation: citationOf(first),
    firstSeenUs: fromUs,
    lastSeenUs: toUs,
    count,
  };
}

/** Most recent, then most often, then text: total, so that no order of imports shows through. */
export function compareClaims(a: Claim, b: Claim): number {
  return (
    (b.lastSeenUs ?? -1) - (a.lastSeenUs ?? -1) ||
    b.count - a.count ||
    compareText(a.value, b.value) ||
    compareText(a.protocol, b.protocol) ||
    compareText(a.method, b.method) ||
    Number(a.inferred) - Number(b.inferred)
  );
}
