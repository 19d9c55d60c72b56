import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { feedSources, KnowledgeChangesDto, KnowledgeDto } from "@/lib/contracts/knowledge";
import { apiGet } from "../api-client";

const WHILE_APPLYING_MS = 1_000;

/** Feeds, releases and keys; asked again and again only while a release waits or is being applied. */
export function knowledgeOptions() {
  return queryOptions({
    queryKey: ["knowledge"] as const,
    queryFn: ({ signal }) => apiGet<KnowledgeDto>("/knowledge", { signal }),
    refetchInterval: ({ state }) =>
      state.data?.releases.some((release) => release.state === "waiting" || release.state === "applying")
        ? WHILE_APPLYING_MS
        : false,
  });
}

/** What the release that holds changed for devices, page by page. */
export function knowledgeChangesOptions(releaseId: number) {
  return infiniteQueryOptions({
    queryKey: ["knowledge", "changes", releaseId] as const,
    queryFn: ({ pageParam, signal }) =>
      apiGet<KnowledgeChangesDto>("/knowledge/changes", { search: { from: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
}

/** The addresses that feeds are fetched from; asked again and again only while one waits. */
export function feedSourcesOptions() {
  return queryOptions({
    queryKey: ["knowledge", "sources"] as const,
    queryFn: ({ signal }) => apiGet<z.output<typeof feedSources>>("/knowledge/sources", { signal }),
    refetchInterval: ({ state }) =>
      state.data?.sources.some(({ result }) => result === "waiting") ? WHILE_APPLYING_MS : false,
  });
}
