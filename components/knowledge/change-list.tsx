"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Table, Td, Th } from "@/components/ui/table";
import { knowledgeChangesOptions } from "@/lib/client/queries/knowledge";
import type { KnowledgeChangesDto } from "@/lib/contracts/knowledge";
import { countOf } from "@/lib/domain/say-count";

type Verdict = KnowledgeChangesDto["items"][number]["after"];
const WORDS = { affected: "affected", possible: "possible", "not-affected": "not affected" } as const;
const wordOf = (verdict: Verdict) => (verdict === null ? "no finding" : WORDS[verdict]);

/** Devices whose verdicts moved when the knowledge that holds was applied, each with the reason. */
export function ChangeList({ releaseId }: { readonly releaseId: number }) {
  const changes = useInfiniteQuery(knowledgeChangesOptions(releaseId));
  if (changes.isPending) return <SkeletonRows count={3} columns={["w-40", "w-80", "w-32"]} />;
  if (changes.isError) return <QueryProblem error={changes.error} refetch={changes.refetch} />;
  const { counts } = changes.data.pages[0] as KnowledgeChangesDto;
  const items = changes.data.pages.flatMap((page) => page.items);
  const total = counts.came + counts.went + counts.turned;
  if (total === 0) return <p className="text-muted">Nothing: every verdict on every device stayed as it was.</p>;
  return (
    <>
      <p className="pb-2 text-soft">
        {countOf(counts.devices, "device")}: {countOf(counts.came, "finding")} came, {counts.turned} turned,{" "}
        {counts.went} went.
      </p>
      <Table aria-label="What changed for us">
        <thead>
          <tr>
            <Th>Device</Th>
            <Th>Advisory</Th>
            <Th>Before</Th>
            <Th>Now</Th>
            <Th>Why</Th>
          </tr>
        </thead>
        <tbody>
          {items.map((it) => (
            <tr key={`${it.deviceId} ${it.key}`}>
              <Td>
                {it.deviceName === null ? (
                  <span className="text-muted">no longer there</span>
                ) : (
                  <Link href={`/devices/${it.deviceId}?tab=findings`} className="hover:underline">
                    <bdi>{it.deviceName}</bdi>
                  </Link>
                )}
              </Td>
              <Td>
                <bdi className="[overflow-wrap:anywhere]">{it.title}</bdi>
                <span className="block font-mono text-muted text-xs">{it.key}</span>
              </Td>
              <Td>{wordOf(it.before)}</Td>
              <Td className={it.after === "affected" ? "font-medium" : undefined}>{wordOf(it.after)}</Td>
              <Td className="text-muted text-xs [overflow-wrap:anywhere]">
                {it.after === null ? "Before: " : ""}
                <bdi>{it.because}</bdi>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {changes.hasNextPage ? (
        <p className="flex flex-wrap items-center gap-3 pt-3">
          <Button isBusy={changes.isFetchingNextPage} onClick={() => changes.fetchNextPage()}>
            Show more
          </Button>
          <span className="text-muted text-xs">{countOf(total - items.length, "more change")}</span>
        </p>
      ) : null}
    </>
  );
}
