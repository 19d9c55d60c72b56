import "server-only";
import { createHash } from "node:crypto";
import type { ContentOrigin } from "@/lib/db/imports/source-content";
import type { KnownContent } from "@/lib/db/inventory/inventory-part";
import type { Decision } from "@/lib/domain/device/decision";
import type { TimeUs } from "@/lib/domain/observation";
import type { DecisionPolicy } from "@/lib/domain/priority/decision-policy";
import type { Zone } from "@/lib/domain/zone/zone";
import { canonicalJson } from "./canonical-json";

const DAY_US = 86_400_000_000;

export interface Inputs {
  readonly contents: ReadonlyMap<number, ContentOrigin>;
  readonly zones: readonly Zone[];
  /** What people decided themselves; what approved lists say comes with their contents. */
  readonly decisions: readonly Decision[];
  /** The installation's own rows of fingerprints. */
  readonly fingerprints: unknown;
  /** What public knowledge says of every device, as a hash; null when there is none. */
  readonly knowledge: string | null;
  /** What people say they did instead, and what time has made of it. */
  readonly mitigated: unknown;
  /** The table that decides findings. */
  readonly policy: DecisionPolicy;
  readonly nowUs: TimeUs;
  /** Of the code that computes: another may compute otherwise. */
  readonly releaseId: string;
}

/** All that the inventory is computed from, as hashes that tell what has changed. */
export interface InputPrints {
  /** Of everything, and the day: posture is kept by the day. */
  readonly all: string;
  /** Of what holds for every device. */
  readonly rules: string;
  /**
   * By content. Evidence, flows and approvals of a file never change, those of a live sensor's day grow: the content's
   * name and the numbers of its rows are enough.
   */
  readonly contents: ReadonlyMap<number, KnownContent>;
  /** Decision → whether its time is over. */
  readonly decisions: ReadonlyMap<string, boolean>;
}

/** The inputs as hashes, those of contents and decisions one by one. */
export function printsOf(inputs: Inputs): InputPrints {
  const { contents, zones, decisions, fingerprints, knowledge, mitigated, policy, nowUs, releaseId } = inputs;
  const rules = hashOf([releaseId, zones, fingerprints, knowledge, mitigated, policy]);
  const byContent = new Map([...contents].map(([id, content]) => [id, knownContent(content)]));
  const byDecision = new Map(
    decisions.map((it) => [it.id, "expiresAtUs" in it && it.expiresAtUs !== null && it.expiresAtUs <= nowUs]),
  );
  const all = hashOf([rules, Math.floor(nowUs / DAY_US), [...byContent], [...byDecision]]);
  return { all, rules, contents: byContent, decisions: byDecision };
}

/** What tells a content from another, and from itself before it grew. */
export function knownContent({ rows, ...content }: ContentOrigin): KnownContent {
  return { print: hashOf([content]), rows };
}

function hashOf(parts: readonly unknown[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${canonicalJson(part)}\n`);
  return hash.digest("hex");
}
