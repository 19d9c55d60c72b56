"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type DeviceSearch, deviceSearchValues } from "@/lib/client/device-search";
import { DEVICE_PAGE_SIZE, deviceListOptions } from "@/lib/client/queries/devices";

/**
 * The part of the list that is loaded: page by page in both directions, and anew from where somebody scrolled to. A list
 * of a million is never loaded as a whole, and any of it is one answer away.
 */
export function useDeviceWindow(search: DeviceSearch) {
  const asked = JSON.stringify(deviceSearchValues(search));
  const [start, setStart] = useState({ asked, index: 0 });
  const startIndex = start.asked === asked ? start.index : 0;
  const list = useInfiniteQuery({ ...deviceListOptions(search, startIndex), placeholderData: keepPreviousData });
  const firstParam = list.data?.pageParams[0];
  return {
    list,
    /** Which list is asked for. */
    listKey: asked,
    rows: list.data?.pages.flatMap((page) => page.items) ?? [],
    /** Of the first row, among all that fit. */
    firstIndex: typeof firstParam === "number" ? firstParam : 0,
    /** Loads what is around the row at this place. */
    jump: (index: number) =>
      setStart({ asked, index: Math.max(0, Math.floor(index / DEVICE_PAGE_SIZE) * DEVICE_PAGE_SIZE) }),
  };
}
