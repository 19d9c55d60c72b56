"use client";

import { type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useEffect, useState } from "react";
import type { WholeGroup } from "@/components/devices/whole-group";
import { type CaseList, shadowCaseOptions, shadowGroupOptions, shadowPlaceOptions } from "@/lib/client/queries/shadow";
import type { SiteScope } from "@/lib/domain/site-scope";
import { deskOf, type ShadowGroup, type Step } from "./triage-order";

/** So many ahead of the one on the desk are asked for, so that walking on waits for nothing. */
const AHEAD = 5;
const PLACE = { group: parseAsString, device: parseAsString };

/** What lies on the desk by the page's address, and what is known of the devices around it. */
export function useDesk(groups: readonly ShadowGroup[], scope: SiteScope) {
  const client = useQueryClient();
  const [place, setPlace] = useQueryStates(PLACE, { history: "replace" });
  const [wanted, setWanted] = useState(() => beginningOf(client, scope, place));
  const list = groups.some(({ key }) => key === wanted?.group) ? wanted : beginningWith(groups[0]);
  const pages = useInfiniteQuery({
    ...shadowCaseOptions(scope, list ?? { group: "", cursor: null }),
    enabled: list !== null,
  });
  const loaded = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const start = pages.data?.pages[0];
  const cases = {
    group: list?.group ?? "",
    ids: loaded.map(({ id }) => id),
    ...{ before: start?.before ?? 0, previousId: start?.previousId ?? null, hasMore: pages.hasNextPage },
  };
  const desk = deskOf(groups, cases, place.device);
  const one = loaded.find(({ id }) => id === desk?.deviceId) ?? null;
  // A device that the walk has not come to, or that changed its group: it is asked where it stands.
  const isMissing = place.device !== null && one === null && pages.isSuccess && !pages.isFetching;
  const found = useQuery({ ...shadowPlaceOptions(scope, place.device ?? ""), enabled: isMissing });
  const foundPlace = isMissing ? found.data?.place : null;
  // Held against what was wanted last: the queue may not know yet of a group that an undo brought back.
  if (foundPlace && !isSameList(foundPlace, wanted)) setWanted(foundPlace);

  useLookAhead(pages, one === null ? 0 : loaded.length - loaded.indexOf(one));
  const isNearEnd = desk !== null && desk.index + AHEAD >= desk.group.count;
  usePrefetch(scope, isNearEnd ? desk.nextGroup : null);

  function moveTo(step: Step | null) {
    if (step?.group !== list?.group) setWanted(step && { group: step.group, cursor: null });
    setPlace({ group: null, device: step?.deviceId ?? null });
  }
  function chooseGroup(group: ShadowGroup) {
    setWanted(beginningWith(group));
    setPlace({ group: group.key, device: null });
  }
  /** Shows a device in whatever group it stands by then. */
  const showDevice = (device: string) => setPlace({ group: null, device });
  const group = list?.group ?? "";
  const fetchWhole = useCallback(
    async (): Promise<WholeGroup> => ({
      ...{ scope, group },
      now: await client.fetchQuery(shadowGroupOptions(scope, group)),
    }),
    [client, scope, group],
  );
  const isComing = pages.isFetching || (isMissing && found.isFetching);
  return { desk, one, loaded, pages, isComing, moveTo, chooseGroup, showDevice, fetchWhole };
}

/** By what the server found out for the page's address, else by its group. */
function beginningOf(
  client: QueryClient,
  scope: SiteScope,
  { group, device }: { readonly group: string | null; readonly device: string | null },
): CaseList | null {
  const found = device === null ? null : client.getQueryData(shadowPlaceOptions(scope, device).queryKey)?.place;
  return found ?? (group === null ? null : { group, cursor: null });
}

function beginningWith(group: ShadowGroup | undefined): CaseList | null {
  return group ? { group: group.key, cursor: null } : null;
}

function isSameList(a: CaseList, b: CaseList | null): boolean {
  return a.group === b?.group && a.cursor === b.cursor;
}

interface PagedCases {
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => unknown;
}

/** Asks for the next page when few are left from the device on the desk on. */
function useLookAhead({ hasNextPage, isFetching, isError, fetchNextPage }: PagedCases, left: number) {
  const isShort = left > 0 && left <= AHEAD;
  useEffect(() => {
    if (isShort && hasNextPage && !isFetching && !isError) fetchNextPage();
  }, [isShort, hasNextPage, isFetching, isError, fetchNextPage]);
}

function usePrefetch(scope: SiteScope, group: ShadowGroup | null) {
  const client = useQueryClient();
  const key = group?.key ?? null;
  useEffect(() => {
    if (key !== null) client.prefetchInfiniteQuery(shadowCaseOptions(scope, { group: key, cursor: null }));
  }, [client, scope, key]);
}
