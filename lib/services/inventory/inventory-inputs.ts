import "server-only";
import { createHash } from "node:crypto";
import type { ContentOrigin } from "@/lib/db/source-content";
import type { Decision } from "@/lib/domain/device/decision";
import type { TimeUs } from "@/lib/domain/observation";
import type { Zone } from "@/lib/domain/zone/zone";
import { canonicalJson } from "./canonical-json";

const DAY_US = 86_400_000_000;

export interface Inputs {
  readonly contents: ReadonlyMap<number, ContentOrigin>;
  readonly zones: readonly Zone[];
  readonly decisions: readonly Decision[];
  /** The installation's own rows of fingerprints. */
  readonly fingerprints: unknown;
  /** The release of knowledge that holds; null when there is none. */
  readonly knowledgeRelease: number | null;
  /** What people say they did instead, and what time has made of it. */
  readonly mitigated: unknown;
  readonly nowUs: TimeUs;
}

/**
 * Hash of all that the inventory is computed from. Evidence, flows and approvals of a file never change, those of a
 * live sensor's day grow: the content's name and revision are enough. Decisions end with time, posture is kept by the day, and another release may compute
 * otherwise: its place in the bundle cache (or in the web server's build) names the release.
 */
export function inputsOf({
  contents,
  zones,
  decisions,
  fingerprints,
  knowledgeRelease,
  mitigated,
  nowUs,
}: Inputs): string {
  const ended = decisions.filter((it) => "expiresAtUs" in it && it.expiresAtUs !== null && it.expiresAtUs <= nowUs);
  const hash = createHash("sha256");
  hash.update(`${import.meta.url}\n${Math.floor(nowUs / DAY_US)}\n`);
  for (const part of [
    [...contents.values()],
    zones,
    decisions,
    fingerprints,
    knowledgeRelease,
    mitigated,
    ended.map(({ id }) => id),
  ]) {
    hash.update(`${canonicalJson(part)}\n`);
  }
  return hash.digest("hex");
}
