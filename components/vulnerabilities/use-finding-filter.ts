"use client";

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useSiteScope } from "@/lib/client/use-site-scope";
import { FINDING_GROUPINGS } from "@/lib/contracts/choices";
import type { FindingFilterInput } from "@/lib/contracts/findings";
import { FINDING_DECISIONS, FINDING_KINDS, FINDING_VERDICTS } from "@/lib/domain/finding/finding";

const PARSERS = {
  by: parseAsStringLiteral(FINDING_GROUPINGS),
  q: parseAsString,
  kind: parseAsArrayOf(parseAsStringLiteral(FINDING_KINDS)),
  verdict: parseAsArrayOf(parseAsStringLiteral(FINDING_VERDICTS)),
  decision: parseAsArrayOf(parseAsStringLiteral(FINDING_DECISIONS)),
  kev: parseAsStringLiteral(["yes"] as const),
  key: parseAsString,
  product: parseAsString,
  zone: parseAsString,
  device: parseAsString,
  finding: parseAsString,
};

/** What is shown of the findings, all of it in the URL. */
export function useFindingFilter() {
  const [place, setPlace] = useQueryStates(PARSERS);
  const scope = useSiteScope();
  const filter = useMemo<FindingFilterInput>(() => {
    const { by: _, finding: __, ...asked } = place;
    const given = Object.entries({ ...scope, ...asked }).filter(([, value]) => value !== null && value.length > 0);
    return Object.fromEntries(given) as FindingFilterInput;
  }, [place, scope]);
  return { place, setPlace, filter };
}
