import "server-only";
import { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { feedReport, type KnowledgeDto } from "@/lib/contracts/knowledge";
import { listKnowledgeKeys } from "@/lib/db/knowledge/knowledge-key";
import { feedAges, listKnowledgeReleases, loadReleaseReport } from "@/lib/db/knowledge/knowledge-release";
import { presentFeeds, presentKey, presentRelease } from "./present-knowledge";

const SHOWN_RELEASES = 50;

/** What is known and how old it is, the releases it came by, and whose signatures are trusted. */
export async function getKnowledge(actor: Actor): Promise<KnowledgeDto> {
  requirePermission(actor, "knowledge.read");
  const [ages, { releases, total }, keys] = await Promise.all([
    feedAges(),
    listKnowledgeReleases(SHOWN_RELEASES),
    listKnowledgeKeys(),
  ]);
  const current = releases.find((release) => release.isCurrent);
  const report = z.array(feedReport).safeParse(current ? await loadReleaseReport(current.id) : []);
  return {
    feeds: presentFeeds(ages, Date.now()),
    releases: releases.map(presentRelease),
    releasesOmitted: total - releases.length,
    keys: keys.map(presentKey),
    report: report.success ? report.data : [],
  };
}
