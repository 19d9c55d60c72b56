import "server-only";
import { OPERATIONS } from "@/lib/domain/flow/flow";

/** Adds the `operations` of grouped rows up, as SQL text; operations that never happened stay away. */
export function operationSums(column: string): string {
  const sums = OPERATIONS.map((it) => `'${it}', nullif(sum((${column}->>'${it}')::bigint), 0)`);
  return `jsonb_strip_nulls(jsonb_build_object(${sums.join(", ")}))`;
}
