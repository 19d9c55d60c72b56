import { useCallback, useEffect, useState } from "react";
import type { completeQuery } from "@/lib/domain/query/complete-query";
import type { parseQuery } from "@/lib/domain/query/parse-query";

interface QueryReader {
  readonly parseQuery: typeof parseQuery;
  readonly completeQuery: typeof completeQuery;
}

/**
 * The query language in the browser: loaded when somebody turns to the line (`load`), or at once where it already holds
 * words. null until it is there.
 */
export function useQueryReader(isNeeded: boolean): { readonly reader: QueryReader | null; readonly load: () => void } {
  const [reader, setReader] = useState<QueryReader | null>(null);
  const load = useCallback(async () => {
    const [parsing, completing] = await Promise.all([
      import("@/lib/domain/query/parse-query"),
      import("@/lib/domain/query/complete-query"),
    ]);
    setReader((known) => known ?? { parseQuery: parsing.parseQuery, completeQuery: completing.completeQuery });
  }, []);
  useEffect(() => {
    if (isNeeded) load();
  }, [isNeeded, load]);
  return { reader, load };
}
