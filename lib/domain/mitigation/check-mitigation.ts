import type { ClosedPath, MitigatedFactor, MitigationKind, MitigationScope, VirtualPatchMeans } from "./mitigation";

export interface MitigationProposal {
  readonly kind: MitigationKind;
  readonly means: VirtualPatchMeans | null;
  readonly scope: MitigationScope;
  readonly factor: MitigatedFactor | null;
  readonly path: ClosedPath | null;
  readonly startsAtUs: number;
  readonly reviewAtUs: number | null;
  readonly expiresAtUs: number | null;
}

export interface Objection {
  readonly name: string;
  readonly reason: string;
}

/** Further back nothing that a mitigation is held against is worth looking at. */
const MAX_YEARS_US = 3 * 366 * 86_400_000_000;

/** What keeps a mitigation from being recorded; the first objection of each field. */
export function objectionsTo(proposal: MitigationProposal): Objection[] {
  const { kind, means, scope, factor, path } = proposal;
  const objections: Objection[] = [];
  const object = (name: string, reason: string) => objections.push({ name, reason });
  if (kind === "acceptance" && factor !== null) object("factor", "Accepting a risk lowers nothing.");
  if (kind !== "acceptance" && factor === null)
    object("factor", "Say what it lowers: exposure, or whether a machine can use it.");
  if (kind === "virtual-patch" && means === null)
    object("means", "Say what it is made of: an IPS rule, an access list or a conduit restriction.");
  if (kind !== "virtual-patch" && means !== null) object("means", "Only virtual patches have means.");
  if (kind === "patch" && scope !== "findings")
    object("scope", "A patch is for findings: choose those that it takes away.");
  if ((kind === "patch" || kind === "acceptance") && path !== null)
    object("path", "Only virtual patches and controls close a path.");
  if (kind === "virtual-patch" && path === null)
    object("path", "Name the path that it closes, so that flows on it can speak against it.");
  if (factor === "exposure" && scope !== "findings" && path === null)
    object("path", "Exposure of whole devices is lowered by the path that is closed. Name it.");
  if (path?.peer === "zone" && path.zoneId === null) object("path", "Choose the zone at the other end of the path.");
  if (path && path.peer !== "zone" && path.zoneId !== null) object("path", "Only a path to a zone names one.");
  return [...objections, ...termObjections(proposal)];
}

/** Of the dates alone: they may change later. */
export function termObjections({
  kind,
  startsAtUs,
  reviewAtUs,
  expiresAtUs,
}: Pick<MitigationProposal, "kind" | "startsAtUs" | "reviewAtUs" | "expiresAtUs">): Objection[] {
  const objections: Objection[] = [];
  const object = (name: string, reason: string) => objections.push({ name, reason });
  if (expiresAtUs === null && kind !== "patch")
    object("expiresAt", "Give it an end: what nobody looks at again stops being true.");
  if (expiresAtUs !== null && expiresAtUs <= startsAtUs) object("expiresAt", "It would end before it begins.");
  if (expiresAtUs !== null && expiresAtUs - startsAtUs > MAX_YEARS_US)
    object("expiresAt", "At most three years; renew it then.");
  if (reviewAtUs !== null && reviewAtUs <= startsAtUs) object("reviewAt", "The review comes before its beginning.");
  if (reviewAtUs !== null && expiresAtUs !== null && reviewAtUs > expiresAtUs)
    object("reviewAt", "The review comes after its end.");
  return objections;
}
