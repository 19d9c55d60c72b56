import type { PinDecision } from "../../device/decision";
import type { Claim, DeviceField } from "../../device/device";
import { vendorName } from "../../device/vendor-aliases";
import type { IdentityField } from "../../observation";
import { isAbility, isBareId, trustRank } from "./field-trust";
import { compareClaims } from "./fold-claims";
import { comparable } from "./same-value";

/** Pinned (handled before) > declared by a person > stated by the device > concluded by us > a mere ability, or id. */
function classOf(field: IdentityField, claim: Claim): 0 | 1 | 2 | 3 {
  if (isAbility(field, claim) || isBareId(claim)) return 3;
  if (claim.inferred) return 2;
  return claim.method === "declared" ? 0 : 1;
}

/** Compares claims that already stand in their order of recency (a stable sort keeps it for equals). */
function compareByTrust(field: IdentityField): (a: Claim, b: Claim) => number {
  return (a, b) => classOf(field, a) - classOf(field, b) || trustRank(field, a.protocol) - trustRank(field, b.protocol);
}

/** The field's value with why it won; null when nobody says anything. `claims` as foldClaims orders them. */
export function chooseField(
  field: IdentityField,
  claims: readonly Claim[],
  pin: PinDecision | null,
): DeviceField | null {
  if (pin?.value === null) return null;
  const telling = claims.filter((claim) => comparable(field, claim.value) !== null).sort(compareByTrust(field));
  const pinned = pin && pinnedClaim(pin, pin.value);
  const chosen = pinned ?? telling[0];
  if (!chosen) return null;
  const value = comparable(field, chosen.value);
  const others = telling.filter((claim) => claim !== chosen);
  const agreeing = others.filter((claim) => comparable(field, claim.value) === value);
  const dissenting = others.filter((claim) => comparable(field, claim.value) !== value);
  const reason = pin ? `pinned by ${pin.actor}: ${pin.reason}` : reasonFor(field, chosen, agreeing, dissenting);
  return {
    value: pinned ? pinned.value : shown(field, chosen.value),
    reason,
    claim: chosen,
    agreeing,
    dissenting,
    isPinned: pin !== null,
    pinDecisionId: pin?.id ?? null,
  };
}

/** Makers under one name, so that lists and filters do not know the same one twice; the claim keeps the spelling. */
function shown(field: IdentityField, value: string): string {
  return field === "vendor" ? (vendorName(value) ?? value) : value;
}

/** The field of a device of which everything is known, under another pin or none: its claims are all there. */
export function rechooseField(
  field: IdentityField,
  stated: DeviceField | undefined,
  pin: PinDecision | null,
): DeviceField | null {
  const claims = stated ? [...(stated.isPinned ? [] : [stated.claim]), ...stated.agreeing, ...stated.dissenting] : [];
  return chooseField(field, claims.sort(compareClaims), pin);
}

function pinnedClaim(pin: PinDecision, value: string): Claim {
  return {
    value,
    protocol: "decision",
    method: "declared",
    inferred: false,
    citation: { realm: pin.anchor.realm, fileSha256: "", fileName: "", format: "decision", position: 0 },
    firstSeenUs: pin.atUs,
    lastSeenUs: pin.atUs,
    count: 1,
  };
}

function reasonFor(
  field: IdentityField,
  chosen: Claim,
  agreeing: readonly Claim[],
  dissenting: readonly Claim[],
): string {
  const agreement = agreeing.length > 0 ? `; ${protocolsOf(agreeing)} ${agreeing.length > 1 ? "agree" : "agrees"}` : "";
  const rival = dissenting[0];
  return `${originOf(chosen)}${agreement}${rival ? `; ${whyNot(field, chosen, rival)}` : ""}`;
}

function originOf(claim: Claim): string {
  if (claim.inferred)
    return claim.protocol === "oui" ? "concluded from the MAC address only" : `concluded from ${claim.protocol}`;
  if (claim.method === "declared") return `declared by a person in ${claim.citation.fileName}`;
  return claim.method === "active"
    ? `answered by the device itself when asked (${claim.protocol})`
    : `stated by the device itself (${claim.protocol})`;
}

function whyNot(field: IdentityField, chosen: Claim, rival: Claim): string {
  const other = `"${rival.value}" (${rival.protocol})`;
  if (classOf(field, chosen) === 0 && classOf(field, rival) !== 0) return `a person's word goes before ${other}`;
  if (isAbility(field, rival) && !isAbility(field, chosen)) return `${other} says what it can do, not what it is for`;
  if (isBareId(rival) && !isBareId(chosen)) return `${other} says which it is, not what it is`;
  if (classOf(field, chosen) !== classOf(field, rival)) return `${other} is only concluded`;
  if (trustRank(field, chosen.protocol) !== trustRank(field, rival.protocol)) {
    return `${chosen.protocol} is trusted more for the ${WORDS[field] ?? field} than ${other}`;
  }
  return (chosen.lastSeenUs ?? -1) !== (rival.lastSeenUs ?? -1)
    ? `seen more recently than ${other}`
    : `seen more often than, or before in the alphabet of, ${other}`;
}

const WORDS: Readonly<Partial<Record<IdentityField, string>>> = { orderNumber: "order number", os: "operating system" };

function protocolsOf(claims: readonly Claim[]): string {
  const names = [...new Set(claims.map((claim) => claim.protocol))];
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
