import { OPERATIONS, type Operation } from "@/lib/domain/flow/flow";

const DANGEROUS_FIRST = [...OPERATIONS].reverse();

/** "12 programs, 3,040 writes, 12,300 reads"; the dangerous ones first. */
export function operationWords(operations: Readonly<Partial<Record<Operation, number>>>): string {
  const words = DANGEROUS_FIRST.flatMap((operation) => {
    const count = operations[operation] ?? 0;
    return count > 0 ? [`${count.toLocaleString("en-GB")} ${NOUNS[operation]}`] : [];
  });
  return words.length > 0 ? words.join(", ") : "no operations recognised";
}

const NOUNS: Readonly<Record<Operation, string>> = {
  diagnose: "diagnostics",
  read: "reads",
  write: "writes",
  control: "control commands",
  program: "program transfers",
  firmware: "firmware changes",
};
