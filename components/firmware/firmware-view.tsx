"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { ImportLink } from "@/components/shell/import-link";
import { Page } from "@/components/shell/page";
import { QueryProblem } from "@/components/shell/query-problem";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/input";
import { NothingFits } from "@/components/ui/nothing-fits";
import { SearchField } from "@/components/ui/search-field";
import { ShowMore } from "@/components/ui/show-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { VulnerabilityPlaces } from "@/components/vulnerabilities/vulnerability-places";
import { firmwareSearchParsers } from "@/lib/client/firmware-search";
import { firmwareListOptions } from "@/lib/client/queries/firmware";
import type { FirmwareListName, FirmwarePageDto } from "@/lib/contracts/firmware";
import { countOf, formatCount } from "@/lib/domain/say-count";
import { FirmwareTable } from "./firmware-table";
import { ProductPanel } from "./product-panel";

const LIST_WORDS: Readonly<Record<FirmwareListName, string>> = {
  all: "All products",
  "off-golden": "Off their golden version",
  behind: "Behind",
  "no-golden": "Without a golden version",
  unseen: "Version not seen",
  unsupported: "Support ended",
};

/** Which firmware devices run, which they should, and which is known to be fixed. */
export function FirmwareView() {
  const [place, setPlace] = useQueryStates(firmwareSearchParsers);
  const products = useInfiniteQuery(firmwareListOptions(place));
  const sums = products.data?.pages[0]?.sums;
  const rows = products.data?.pages.flatMap((page) => page.items) ?? [];
  const isNarrowed = place.q.trim() !== "" || place.list !== "all";
  return (
    <Page
      title="Vulnerabilities · Firmware"
      answer={sums ? sentence(sums, isNarrowed) : "Firmware"}
      isFilling
      actions={
        <Button asChild size="sm">
          <Link href="/vulnerabilities/firmware/files">Verified files</Link>
        </Button>
      }
    >
      <VulnerabilityPlaces />
      {sums?.products === 0 && !isNarrowed ? null : (
        <div className="flex flex-wrap items-center gap-2 border-b bg-surface px-4 py-2 md:px-6">
          <SearchField
            label="Search products"
            placeholder="Maker, model, order number"
            maxLength={200}
            value={place.q}
            onSearch={(q) => void setPlace({ q })}
          />
          <Select
            aria-label="Which products"
            value={place.list}
            onChange={(event) => void setPlace({ list: event.target.value as FirmwareListName })}
          >
            {Object.entries(LIST_WORDS).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </Select>
        </div>
      )}
      <div className="flex min-h-0 flex-1 bg-surface">
        <div className="scroll-area min-h-0 min-w-0 flex-1">
          {products.isError ? <QueryProblem isInset error={products.error} refetch={products.refetch} /> : null}
          {products.isPending ? <SkeletonRows count={12} columns={["w-72", "w-60", "w-24", "w-24"]} /> : null}
          {sums?.products === 0 ? (
            <Nothing onClear={isNarrowed ? () => void setPlace({ q: null, list: null }) : null} />
          ) : null}
          {rows.length > 0 ? (
            <FirmwareTable
              products={rows}
              shownId={place.product}
              onShow={(id) => void setPlace({ product: id === place.product ? null : id })}
            />
          ) : null}
          <ShowMore pages={products} />
        </div>
        {place.product ? <ProductPanel id={place.product} onClose={() => void setPlace({ product: null })} /> : null}
      </div>
    </Page>
  );
}

/** `onClear` where something was asked for. */
function Nothing({ onClear }: { readonly onClear: (() => void) | null }) {
  return onClear ? (
    <NothingFits title="No product fits" onClear={onClear} />
  ) : (
    <EmptyState
      title="The firmware of your devices will show here"
      action={<ImportLink>Import captures, scans or lists</ImportLink>}
    >
      <p>As soon as devices name their model or order number, they are counted here by the version that they run.</p>
    </EmptyState>
  );
}

function sentence(sums: FirmwarePageDto["sums"], isNarrowed: boolean): string {
  if (sums.products === 0) return isNarrowed ? "No product fits." : "No device has named its product yet.";
  const all = `${countOf(sums.devices, "device")} of ${countOf(sums.products, "product")}`;
  if (sums.offGolden > 0) return `${formatCount(sums.offGolden)} of ${all} do not run what they should.`;
  if (sums.withGolden > 0) return `${all}; all that have a golden version and were seen to run one run it.`;
  if (sums.behind > 0) return `${formatCount(sums.behind)} of ${all} are behind the latest version that is known.`;
  return `${all}; no golden version is set.`;
}
