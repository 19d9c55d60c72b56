import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { foundComponents } from "@/lib/contracts/software";
import { findComponents } from "@/lib/db/firmware/software-bill";
import { countRunning, type Running } from "./count-running";
import { currentBills } from "./current-bills";

const SHOWN = 200;
const MAX_WORDS = 8;

/** Where a component is: in which products and firmware versions, and how many devices run these. */
export async function findComponent(actor: Actor, text: string): Promise<z.input<typeof foundComponents>> {
  requirePermission(actor, "findings.read");
  const words = text
    .split(/\s+/)
    .filter((it) => it !== "")
    .slice(0, MAX_WORDS);
  const found = await findComponents(words, SHOWN + 1);
  if (found.length === 0) return { found: [], isCut: false };
  const bills = await currentBills();
  const counts = await countRunning(bills);
  const byId = new Map(bills.map((bill) => [bill.id, bill]));
  return {
    found: found.slice(0, SHOWN).flatMap(({ billId, name, version, purl }) => {
      const bill = byId.get(billId);
      if (!bill) return [];
      return [
        {
          ...{ name, version, purl, billId, product: bill.product, productVersion: bill.version },
          ...(counts.get(billId) as Running),
        },
      ];
    }),
    isCut: found.length > SHOWN,
  };
}
