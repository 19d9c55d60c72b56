import "server-only";
import type { AdvisoryRecord } from "@/lib/db/knowledge/advisory";
import { maxOf } from "@/lib/domain/long-lists";
import type { Knowledge } from "./load-knowledge";

/** What lists show of each advisory of a release. */
export function advisoryRows({ advisories, factsOf, scoreOf }: Knowledge): AdvisoryRecord[] {
  return [...advisories.values()].map(({ advisory, sha256 }) => {
    const { id, publisher, title, releasedMs, leaves, vulnerabilities, contentHash } = advisory;
    const cves = [...new Set(vulnerabilities.map((it) => it.id).filter((it) => it.startsWith("CVE-")))];
    const facts = cves.map(factsOf);
    const scores = vulnerabilities
      .flatMap((it) => it.cvssVectors)
      .map(scoreOf)
      .filter((it) => it !== null);
    const epss = facts.map((it) => it.epss).filter((it) => it !== null);
    return {
      id,
      publisher,
      title,
      releasedAt: releasedMs === null ? null : new Date(releasedMs).toISOString(),
      vendors: [...new Set(leaves.map(({ vendor }) => vendor))].sort(),
      cves,
      cvss: scores.length === 0 ? null : maxOf(scores),
      isKev: facts.some((it) => it.kevSince !== null),
      epss: epss.length === 0 ? null : maxOf(epss),
      leaves: leaves.length,
      contentHash,
      sha256,
    };
  });
}
