import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { SoftwareBillDto } from "@/lib/contracts/software";
import type { SoftwareBillListRow } from "@/lib/db/firmware/software-bill";
import type { BillFormat } from "@/lib/domain/software/component";
import { KeptForState } from "../kept-for-state";
import { countRunning, type Running } from "./count-running";
import { currentBills } from "./current-bills";

/** Frozen: its JSON is written once. */
const kept = new KeptForState<{ readonly bills: SoftwareBillDto[] }>();

/** Every bill of materials, with how many devices run what it describes. */
export async function listBills(actor: Actor): Promise<{ readonly bills: SoftwareBillDto[] }> {
  requirePermission(actor, "findings.read");
  const bills = await currentBills();
  const counts = await countRunning(bills);
  // Both are the same objects until a bill or a device changes.
  return kept.get([bills, counts], async () =>
    Object.freeze({ bills: bills.map((bill) => presentBill(bill, counts.get(bill.id) as Running)) }),
  );
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
