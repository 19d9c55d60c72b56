"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsArrayOf, parseAsString, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { customFieldsOptions } from "@/lib/client/queries/custom-fields";
import type { CustomFieldDto } from "@/lib/contracts/custom-fields";
import { columnsOf, DEFAULT_COLUMNS } from "./columns";
import { rememberColumns } from "./remember-columns";

const NONE: readonly CustomFieldDto[] = [];

/** Which columns the table has: those of the URL, so that a link shows what its sender saw, else those of this browser. */
export function useColumns(remembered: readonly string[]) {
  const fields = useQuery(customFieldsOptions()).data?.items ?? NONE;
  const [linked, setLinked] = useQueryState("columns", parseAsArrayOf(parseAsString, "."));
  const [kept, setKept] = useState(remembered);
  const columns = useMemo(() => {
    const wanted = linked === null ? [] : columnsOf(linked, fields);
    return wanted.length > 0 ? wanted : columnsOf(kept, fields);
  }, [linked, kept, fields]);
  return {
    fields,
    columns,
    change: (ids: readonly string[]) => {
      setKept(ids);
      rememberColumns(ids);
      setLinked(ids.length === 0 || isFirstChoice(ids) ? null : [...ids]);
    },
  };
}

function isFirstChoice(ids: readonly string[]): boolean {
  return ids.length === DEFAULT_COLUMNS.length && DEFAULT_COLUMNS.every((it) => ids.includes(it));
}
