import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { SoftwareBillDto } from "@/lib/contracts/software";
import { listSoftwareBills, type SoftwareBillListRow } from "@/lib/db/software-bill";
import type { BillFormat } from "@/lib/domain/software/component";
import { attachedMakes, countDevices, loadMakes } from "./attached-makes";

/** Every bill of materials, with how many devices run what it describes. */
export async function listBills(actor: Actor): Promise<{ bills: SoftwareBillDto[] }> {
  requirePermission(actor, "findings.read");
  const bills = await listSoftwareBills();
  // Where there is none, the devices need not be read.
  const makes = bills.length === 0 ? [] : await loadMakes();
  return { bills: bills.map((bill) => presentBill(bill, attachedMakes(bill, makes))) };
}

export function presentBill(
  { sha256: _, createdAt, addedAt, problems, format, ...rest }: SoftwareBillListRow,
  attached: ReturnType<typeof attachedMakes>,
): SoftwareBillDto {
  return {
    ...rest,
    format: format as BillFormat,
    createdAt: createdAt?.toISOString() ?? null,
    addedAt: addedAt.toISOString(),
    problems: [...problems],
    running: countDevices(attached, "runs"),
    open: countDevices(attached, "cannot-tell"),
  };
}
