"use client";

import { useSearchParams } from "next/navigation";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { daysOf } from "@/lib/client/day-window";
import { useSiteScope } from "@/lib/client/use-site-scope";
import { PATH_SORTS, PATH_VIEWS } from "@/lib/contracts/choices";
import type { PathFilterInput } from "@/lib/contracts/exposure";
import { ACCESS_STEPS } from "@/lib/domain/exposure/maturity";
import { CONFIDENCES } from "@/lib/domain/service/remote-access";

const PARSERS = {
  view: parseAsStringLiteral(PATH_VIEWS),
  direction: parseAsStringLiteral(["in", "out"] as const),
  tool: parseAsString,
  confidence: parseAsStringLiteral(CONFIDENCES),
  step: parseAsStringLiteral(ACCESS_STEPS),
  zone: parseAsString,
  device: parseAsString,
  gateway: parseAsString,
  attempts: parseAsStringLiteral(["yes"] as const),
  q: parseAsString,
  sort: parseAsStringLiteral(PATH_SORTS),
  path: parseAsString,
};

/** What is shown of the paths, all of it in the URL. */
export function usePathFilter() {
  const [place, setPlace] = useQueryStates(PARSERS);
  const scope = useSiteScope();
  const days = daysOf(useSearchParams());
  const filter = useMemo<PathFilterInput>(() => {
    const { path: _, ...asked } = place;
    return Object.fromEntries(
      Object.entries({ ...scope, days, ...asked }).filter(([, value]) => value !== null),
    ) as PathFilterInput;
  }, [place, scope, days]);
  return { place, setPlace, filter };
}
