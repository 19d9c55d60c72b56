"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { DiscoveryPlaces } from "@/components/discovery/discovery-places";
import { BlindSpots } from "@/components/overview/blind-spots";
import { ImportLink } from "@/components/shell/import-link";
import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { coverageOptions } from "@/lib/client/queries/coverage";
import { useSiteScope } from "@/lib/client/use-site-scope";
import type { Coverage } from "@/lib/contracts/coverage";
import { isEverywhere } from "@/lib/domain/site-scope";
import { sourceName } from "./source-name";
import { SourceTable } from "./source-table";
import { SpotList } from "./spot-list";
import { UnconfirmedTable } from "./unconfirmed-table";

/** What cannot be seen, why, and what would change that. */
export function CoverageView() {
  const scope = useSiteScope();
  const { data } = useSuspenseQuery(coverageOptions(scope));
  return (
    <Page title="Discovery · Coverage" answer={data.sentence}>
      <DiscoveryPlaces />
      {data.sources.length === 0 && isEverywhere(scope) ? (
        <EmptyState
          title="This will show what your sources cannot see"
          action={<ImportLink>Import a capture or scan</ImportLink>}
        >
          <p>
            One-sided mirrors, networks behind routers, gaps in time, encrypted or unknown traffic; each with a remedy.
          </p>
        </EmptyState>
      ) : (
        <CoverageBody data={data} />
      )}
    </Page>
  );
}

const seesTraffic = ({ packets, flows }: Coverage["sources"][number]) => packets > 0 || flows > 0;

function CoverageBody({ data }: { readonly data: Coverage }) {
  const seeing = data.sources.filter(seesTraffic);
  const lists = data.sources.filter((it) => !seesTraffic(it));
  return (
    <div className="flex flex-col gap-8 px-4 py-5 md:px-6">
      <section className="min-w-0">
        <h2 className="pb-1 font-semibold">Sources</h2>
        {seeing.length === 0 ? null : <SourceTable sources={seeing} />}
        {lists.length === 0 ? null : (
          <p className="pt-2 text-muted [overflow-wrap:anywhere]">
            Lists and scans see no traffic: <bdi>{lists.map(sourceName).join("; ")}</bdi>.
          </p>
        )}
      </section>
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
        <section className="min-w-0">
          <h2 className="pb-1 font-semibold">What to do</h2>
          <SpotList data={data} />
        </section>
        <section className="min-w-0">
          <h2 className="pb-1 font-semibold">In the whole installation</h2>
          <BlindSpots spots={data.general} />
        </section>
      </div>
      {data.unconfirmed.length === 0 ? null : (
        <section id="unconfirmed" className="min-w-0 scroll-mt-4">
          <h2 className="pb-1 font-semibold">Seen, but never proved to be a device</h2>
          <UnconfirmedTable rows={data.unconfirmed} />
        </section>
      )}
    </div>
  );
}
