import type { Mitigation, MitigationKind, VirtualPatchMeans } from "./mitigation";

export const KIND_WORDS: Readonly<Record<MitigationKind, string>> = {
  patch: "Patch",
  "virtual-patch": "Virtual patch",
  "compensating-control": "Compensating control",
  acceptance: "Acceptance",
};

export const MEANS_WORDS: Readonly<Record<VirtualPatchMeans, string>> = {
  "ips-rule": "IPS rule",
  acl: "access list",
  "conduit-restriction": "conduit restriction",
};

/** What it is, whose, and what it lowers: the reason beside its row of the waterfall. */
export function sayMitigation({
  kind,
  means,
  owner,
  factor,
  expiresAtUs,
}: Pick<Mitigation, "kind" | "means" | "owner" | "factor" | "expiresAtUs">): string {
  const what = means === null ? KIND_WORDS[kind].toLowerCase() : `virtual patch by ${MEANS_WORDS[means]}`;
  const until = expiresAtUs === null ? "" : ` until ${new Date(expiresAtUs / 1000).toISOString().slice(0, 10)}`;
  const effect =
    factor === null
      ? "lowers nothing"
      : factor === "exposure"
        ? "lowers exposure by one step"
        : "lowers automatable by one step";
  return `${what} by ${owner}${until}; ${effect}`;
}
