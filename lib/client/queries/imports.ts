import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ImportDeletion, ImportDetail, ImportPage, ImportSummary } from "@/lib/contracts/imports";
import type { ImportLoss } from "@/lib/domain/import/import-state";
import type { SiteScope } from "@/lib/domain/site-scope";
import { apiGet } from "../api-client";
import { BY_CURSOR } from "../by-cursor";

const RUNNING = new Set<ImportSummary["state"]>(["receiving", "queued", "reading", "merging"]);
const POLL_MS = 1_000;
/** A tab that was closed while it sent files leaves an import waiting: no reason to hurry. */
const RECEIVING_POLL_MS = 5_000;
/** Others import too, and from the command line. */
const IDLE_POLL_MS = 30_000;

export function isRunning(one: Pick<ImportSummary, "state">): boolean {
  return RUNNING.has(one.state);
}

/** A worker has it: it moves by itself. */
export function isWorkedOn(one: Pick<ImportSummary, "state">): boolean {
  return isRunning(one) && one.state !== "receiving";
}

/** Newest first; asks every second while a worker reads one, else seldom. */
export function importListOptions(filter: SiteScope & { readonly lost?: ImportLoss | undefined } = {}) {
  return infiniteQueryOptions({
    queryKey: ["imports", "list", filter] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<ImportPage>("/imports", { search: { ...filter, cursor: pageParam }, signal }),
    ...BY_CURSOR,
    refetchInterval: ({ state }) => pollMs(state.data?.pages.flatMap((page) => page.items) ?? []),
  });
}

function pollMs(items: readonly ImportSummary[]): number {
  if (items.some(isWorkedOn)) return POLL_MS;
  return items.some(isRunning) ? RECEIVING_POLL_MS : IDLE_POLL_MS;
}

export function importDetailOptions(id: string) {
  return queryOptions({
    queryKey: ["imports", "detail", id] as const,
    queryFn: ({ signal }) => apiGet<ImportDetail>(`/imports/${id}`, { signal }),
    refetchInterval: ({ state }: { state: { data?: ImportDetail | undefined } }) =>
      state.data && isRunning(state.data) ? POLL_MS : false,
  });
}

/** What taking the import out would take along; computed anew each time it is asked for. */
export function importDeletionOptions(id: string) {
  return queryOptions({
    queryKey: ["imports", "deletion", id] as const,
    queryFn: ({ signal }) => apiGet<ImportDeletion>(`/imports/${id}/deletion`, { signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}
