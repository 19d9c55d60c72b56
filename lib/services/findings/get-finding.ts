import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FindingDetailDto, VexWordDto } from "@/lib/contracts/findings";
import { findFinding } from "@/lib/db/findings/finding";
import { feedAges } from "@/lib/db/knowledge/knowledge-release";
import { techniquesOf } from "@/lib/domain/attack/weakness-techniques";
import { AppError } from "@/lib/domain/errors";
import type { FindingDetail, Overruled } from "@/lib/domain/finding/build-findings";
import { isoTime } from "@/lib/domain/iso-time";
import type { FeedKind } from "@/lib/domain/knowledge/feed";
import { DEFAULT_POLICY } from "@/lib/domain/priority/decision-policy";
import type { SettledVexWord } from "@/lib/domain/vex/vex-word";
import { presentCitation } from "../devices/present-device-detail";
import { loadRealmWords } from "../devices/realm-words";
import { presentFeeds } from "../knowledge/present-knowledge";
import { presentFinding } from "./present-finding";

/** What a vulnerability's card rests on besides the device. */
const FEEDS_USED: readonly FeedKind[] = ["csaf", "kev", "epss", "cve"];

/** Everything that a finding's card shows. Throws "not-found" when the weakness is no more. */
export async function getFinding(actor: Actor, id: string): Promise<FindingDetailDto> {
  requirePermission(actor, "findings.read");
  const [found, ages, realms] = await Promise.all([findFinding(id), feedAges(), loadRealmWords()]);
  if (!found) throw new AppError("not-found", "This finding is no more: what it rested on has changed.");
  const { detail: stored, ...row } = found;
  // Written by recordOf from a JudgedFinding.
  const {
    verdict,
    because,
    alternative,
    inputs,
    ssvcRow,
    bod,
    points,
    facts,
    citation,
    overruled,
    policy,
    overridden,
    vex,
    component,
    modules,
  } = stored as FindingDetail;
  return {
    row: presentFinding(row),
    because,
    verdict,
    alternative,
    techniques: row.kind === "hardening" ? techniquesOf(because.split("; ")) : [],
    inputs: inputs.map((it) => ({ ...it, source: realms.say(it.source) })),
    ssvcRow,
    bod,
    policy: policy ?? DEFAULT_POLICY,
    overridden: (overridden ?? []).map(({ expiresAtUs, ...it }) => ({ ...it, expiresAt: isoTime(expiresAtUs) })),
    points,
    facts,
    citation: citation && presentCitation(citation, realms),
    overruled: overruled ? presentOverruled(overruled) : null,
    component: component ?? null,
    modules: [...(modules ?? [])],
    vex: (vex ?? []).map(presentVexWord),
    feeds:
      row.kind === "vulnerability"
        ? presentFeeds(ages, Date.now()).filter(
            ({ feed }) => FEEDS_USED.includes(feed) || (feed === "vex" && vex !== undefined),
          )
        : [],
  };
}

function presentOverruled({ expiresAtUs, ...word }: Overruled): NonNullable<FindingDetailDto["overruled"]> {
  return { ...word, expiresAt: isoTime(expiresAtUs) };
}

function presentVexWord(word: SettledVexWord): VexWordDto {
  const { vulnerability, status, standing, issuer, saidMs, justification, impact, action } = word;
  const { format, document, revision, source, pointer, product, why } = word;
  return {
    ...{ vulnerability, status, standing, issuer, justification, impact, action },
    ...{ format, document, revision, source, pointer, product, why },
    saidAt: saidMs === null ? null : new Date(saidMs).toISOString(),
  };
}
