"use client";

import { useIsMutating, useQuery } from "@tanstack/react-query";
import { inventoryReadingOptions } from "@/lib/client/queries/inventory-reading";
import { sayReading } from "./say-reading";

/** Above every page while the server reads a large inventory into memory or changes much of it, which takes minutes. */
export function ReadingLine() {
  const { data } = useQuery(inventoryReadingOptions(useIsMutating() > 0));
  const text = data && sayReading(data);
  if (!text) return null;
  return <p className="shrink-0 border-b px-4 py-1.5 text-muted text-xs tabular-nums md:px-6 print:hidden">{text}</p>;
}
