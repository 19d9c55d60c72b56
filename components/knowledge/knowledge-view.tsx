"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Page } from "@/components/shell/page";
import { useCan } from "@/components/shell/session-context";
import { VulnerabilityPlaces } from "@/components/vulnerabilities/vulnerability-places";
import { knowledgeOptions } from "@/lib/client/queries/knowledge";
import type { KnowledgeDto } from "@/lib/contracts/knowledge";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { ChangeList } from "./change-list";
import { FeedProblems } from "./feed-problems";
import { FeedTable } from "./feed-table";
import { KeyList } from "./key-list";
import { KnowledgeIntake } from "./knowledge-intake";
import { ReleaseTable } from "./release-table";

/** What is known of weaknesses, how old it is, where it came from, and whose word is taken. */
export function KnowledgeView() {
  const { data } = useSuspenseQuery(knowledgeOptions());
  const mayEdit = useCan("knowledge.edit");
  const isEmpty = data.releases.length === 0;
  const current = data.releases.find((it) => it.isCurrent);
  return (
    <Page title="Vulnerabilities · Knowledge" answer={sentence(data)}>
      <VulnerabilityPlaces />
      <div className="flex flex-1 flex-col gap-8 bg-surface px-4 py-4 md:px-6">
        {mayEdit ? <KnowledgeIntake isLarge={isEmpty} /> : null}
        <Part title="Feeds">
          <FeedTable feeds={data.feeds} />
        </Part>
        {isEmpty ? null : (
          <>
            <Part title="Releases">
              <ReleaseTable releases={data.releases} />
              {data.releasesOmitted > 0 ? (
                <p className="pt-2 text-muted">{countOf(data.releasesOmitted, "older release")} not listed.</p>
              ) : null}
            </Part>
            {current ? (
              <Part title="What changed for us">
                <ChangeList releaseId={current.id} />
              </Part>
            ) : null}
            <Part title="What could not be read">
              <FeedProblems report={data.report} />
            </Part>
          </>
        )}
        <Part title="Trusted keys">
          <KeyList keys={data.keys} />
        </Part>
      </div>
    </Page>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h2 className="pb-2 font-semibold text-sm">{title}</h2>
      {children}
    </section>
  );
}

function sentence({ feeds, releases }: KnowledgeDto): string {
  if (releases.some((it) => it.state === "waiting" || it.state === "applying"))
    return "New knowledge is being applied.";
  const here = feeds.filter((feed) => feed.files > 0);
  if (here.length === 0) return "Nothing is known of weaknesses yet: bring in a bundle.";
  const old = here.filter((feed) => feed.isStale);
  const advisories = here.find((feed) => feed.feed === "csaf")?.files ?? 0;
  const known = `${formatCount(advisories)} advisories are known`;
  if (old.length === 0) return `${known}, and every feed is recent.`;
  return `${known}, but ${old.length === 1 ? "1 feed is" : `${old.length} feeds are`} old.`;
}
