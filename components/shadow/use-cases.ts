"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { fetchAllPages } from "@/lib/client/fetch-all-pages";
import { shadowCaseOptions } from "@/lib/client/queries/shadow";
import type { SiteScope } from "@/lib/domain/site-scope";
import type { Desk } from "./triage-order";

/** So many ahead of the one on the desk are asked for, so that walking on waits for nothing. */
const AHEAD = 5;

/** What is known of the devices of the desk's group: as many pages as the walk has come to, and the whole when it is asked for. */
export function useCases(desk: Desk | null, scope: SiteScope) {
  const client = useQueryClient();
  const key = desk?.group.key ?? "";
  const pages = useInfiniteQuery({ ...shadowCaseOptions(scope, key), enabled: desk !== null });
  const loaded = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const one = loaded.find((it) => it.id === desk?.deviceId) ?? null;
  const { hasNextPage, isFetching, isError, fetchNextPage } = pages;
  const isShort = desk !== null && (one === null || desk.index + AHEAD >= loaded.length);
  useEffect(() => {
    if (isShort && hasNextPage && !isFetching && !isError) fetchNextPage();
  }, [isShort, hasNextPage, isFetching, isError, fetchNextPage]);
  const following = desk?.nextGroup && desk.index + AHEAD >= desk.group.deviceIds.length ? desk.nextGroup.key : null;
  useEffect(() => {
    if (following !== null) client.prefetchInfiniteQuery(shadowCaseOptions(scope, following));
  }, [client, scope, following]);

  const fetchGroup = useCallback(() => fetchAllPages(client, shadowCaseOptions(scope, key)), [client, scope, key]);
  return { pages, loaded, one, fetchGroup };
}
