"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useCallback } from "react";
import { type DeviceSort, deviceSearchParsers } from "@/lib/client/device-search";
import type { SavedViewDto } from "@/lib/contracts/saved-views";
import { DEVICE_FACETS, type DeviceFacet } from "@/lib/domain/device/device-facets";
import { naturalOrder } from "./columns";

const PARSERS = { ...deviceSearchParsers, peek: parseAsString };
const NOTHING_CHOSEN = Object.fromEntries(["q", "realm", ...DEVICE_FACETS].map((key) => [key, null]));

/** The list's state in the URL, and the ways to change it. Filters and order can be gone back from; words and peek not. */
export function useDeviceSearch() {
  const [{ peek, ...search }, setUrl] = useQueryStates(PARSERS, { history: "push" });
  const order = search.order ?? naturalOrder(search.sort);
  return {
    search,
    order,
    peek,
    showPeek: (id: string | null) => setUrl({ peek: id }, { history: "replace" }),
    setWords: useCallback((q: string) => setUrl({ q: q || null }, { history: "replace" }), [setUrl]),
    toggle: (facet: DeviceFacet, value: string) => {
      const chosen = search[facet];
      setUrl({ [facet]: chosen.includes(value) ? chosen.filter((it) => it !== value) : [...chosen, value] });
    },
    clear: () => setUrl(NOTHING_CHOSEN),
    /** Puts exactly this search in place of the present one. */
    show: (wanted: SavedViewDto["search"]) => setUrl({ ...NOTHING_CHOSEN, peek: null, order: null, ...wanted }),
    sortBy: (sort: DeviceSort) => setUrl({ sort, order: nextOrder(sort, search.sort, order) }),
  };
}

/** What pressing a heading leads to: its natural order first (null), then the other. */
function nextOrder(pressed: DeviceSort, sort: DeviceSort, order: "asc" | "desc"): "asc" | "desc" | null {
  if (pressed !== sort || order !== naturalOrder(sort)) return null;
  return order === "asc" ? "desc" : "asc";
}
