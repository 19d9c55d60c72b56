"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { RoleNote } from "@/components/shell/role-note";
import { useCan } from "@/components/shell/session-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchField } from "@/components/ui/search-field";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { VulnerabilityPlaces } from "@/components/vulnerabilities/vulnerability-places";
import { firmwareChecksOptions } from "@/lib/client/queries/firmware";
import type { FirmwareCheckDto } from "@/lib/contracts/firmware";
import { FileCheckForm } from "./file-check-form";
import { FileCheckTable } from "./file-check-table";

/** Who verified which firmware file, when, and how it came out. */
export function FirmwareFilesView() {
  const mayVerify = useCan("firmware.verify");
  const [q, setQ] = useQueryState("q", parseAsString.withDefault(""));
  const checks = useInfiniteQuery(firmwareChecksOptions(q));
  const rows = checks.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="Vulnerabilities · Firmware files"
      answer={checks.data ? sentence(rows, q.trim() !== "", checks.hasNextPage) : "Firmware files"}
      actions={
        <Button asChild size="sm">
          <Link href="/vulnerabilities/firmware">Products</Link>
        </Button>
      }
    >
      <VulnerabilityPlaces />
      <div className="flex flex-1 flex-col gap-6 bg-surface px-4 py-4 md:px-6">
        {mayVerify ? <FileCheckForm /> : null}
        {rows.length > 0 || q !== "" || checks.isError ? (
          <section aria-label="Verified files" className="flex min-w-0 flex-col gap-2">
            <h2 className="font-semibold text-sm">Verified files</h2>
            <SearchField
              label="Search verified files"
              placeholder="File, product, version, hash"
              maxLength={200}
              value={q}
              onSearch={(q) => void setQ(q)}
            />
            <QueryProblem error={checks.error} refetch={checks.refetch} />
            {checks.isPending ? <SkeletonRows count={4} columns={["w-60", "w-40", "w-32"]} /> : null}
            {rows.length > 0 ? <FileCheckTable checks={rows} /> : null}
            {checks.data && rows.length === 0 ? <p className="text-soft">No record fits.</p> : null}
            <ShowMore pages={checks} className="" />
          </section>
        ) : checks.data && !mayVerify ? (
          <EmptyState
            title="Verified firmware files will stand here"
            action={<RoleNote permission="firmware.verify" deed="record one" />}
          >
            <p>Nobody recorded one yet.</p>
          </EmptyState>
        ) : null}
      </div>
    </Page>
  );
}

function sentence(rows: readonly FirmwareCheckDto[], isNarrowed: boolean, hasMore: boolean): string {
  if (rows.length === 0) return isNarrowed ? "No record fits." : "Nobody has verified a firmware file yet.";
  const differing = rows.filter(({ result, signature }) => result === "differs" || /invalid$/.test(signature)).length;
  const shown = hasMore
    ? `the newest ${rows.length} records`
    : rows.length === 1
      ? "1 record"
      : `${rows.length} records`;
  if (differing === 0) return `Of ${shown}, none differs from what its vendor published.`;
  return `${differing} of ${shown} ${differing === 1 ? "does" : "do"} not agree with what the vendor published.`;
}
