import "server-only";
import { IdSum } from "@/lib/domain/columns/id-sum";

/** Tells whether a set of devices is the same as before. */
export function printOfIds(ids: readonly string[]): string {
  return sumOfIds(ids).print();
}

export function sumOfIds(ids: readonly string[]): IdSum {
  const sum = new IdSum();
  for (const id of ids) sum.addText(id);
  return sum;
}
