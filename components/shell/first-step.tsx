"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { importListOptions } from "@/lib/client/queries/imports";
import { useNowMs } from "@/lib/client/use-now";
import { ImportLink } from "./import-link";

/** What an empty place offers: while nothing was ever taken in, to import; afterwards what stands here, if anything. */
export function FirstStep({ children = null }: { readonly children?: ReactNode }) {
  const isBare = useIsBare();
  if (isBare === null) return null;
  return isBare ? <ImportLink>Import captures, logs, scans or lists</ImportLink> : children;
}

/** Whether nothing was ever taken in; null while that is not known. */
export function useIsBare(): boolean | null {
  // As in the top bar: not asked for on the server, where a query that waits would keep its answer from Discovery.
  const isAwake = useNowMs() !== null;
  const { data, isError } = useInfiniteQuery({ ...importListOptions(), enabled: isAwake });
  if (isError) return false;
  return data === undefined ? null : data.pages[0]?.items.length === 0;
}
