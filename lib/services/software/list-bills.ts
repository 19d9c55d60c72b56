import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { SoftwareBillDto } from "@/lib/contracts/software";
import { listSoftwareBills, type SoftwareBillListRow } from "@/lib/db/firmware/software-bill";
import type { BillFormat } from "@/lib/domain/software/component";
import { countRunning, type Running } from "./count-running";

/** Every bill of materials, with how many devices run what it describes. */
export async function listBills(actor: Actor): Promise<{ bills: SoftwareBillDto[] }> {
  requirePermission(actor, "findings.read");
  const bills = await listSoftwareBills();
  const counts = await countRunning(bills);
  return { bills: bills.map((bill) => presentBill(bill, counts.get(bill.id) as Running)) };
}

export function presentBill(
  { sha256: _, createdAt, addedAt, problems, format, ...rest }: SoftwareBillListRow,
  { running, open }: Running,
): SoftwareBillDto {
  return {
    ...rest,
    format: format as BillFormat,
    createdAt: createdAt?.toISOString() ?? null,
    addedAt: addedAt.toISOString(),
    problems: [...problems],
    ...{ running, open },
  };
}
