import "server-only";
import type { SoftwareBillListRow } from "@/lib/db/firmware/software-bill";
import { attachBill, type DeviceMakeCount, productKey, productKeysOf } from "@/lib/domain/software/attach-bill";
import { KeptForState } from "../kept-for-state";
import { deviceMakes } from "./device-makes";

/** Devices that run what a bill describes, and those of its product of which nobody can tell. */
export interface Running {
  readonly running: number;
  readonly open: number;
}

const kept = new KeptForState<ReadonlyMap<string, Running>>();

/**
 * By bill. All makes of devices are compared for it, so it is worked out once for each state of these and the bills
 * (docs/decisions/0017).
 */
export async function countRunning(bills: readonly SoftwareBillListRow[]): Promise<ReadonlyMap<string, Running>> {
  // Where there is none, the devices need not be read.
  if (bills.length === 0) return new Map();
  const makes = await deviceMakes();
  return kept.get([makes, bills], async () => workOut(bills, makes));
}

function workOut(
  bills: readonly SoftwareBillListRow[],
  makes: readonly DeviceMakeCount[],
): ReadonlyMap<string, Running> {
  const keysOf = new Map<string, string>();
  const keyOf = (name: string) => {
    const key = keysOf.get(name) ?? productKey(name);
    keysOf.set(name, key);
    return key;
  };
  // A make is of a bill's product by its model or its order number only (`fitMake`); no other needs to be looked at.
  const byProduct = new Map<string, Set<(typeof makes)[number]>>();
  for (const make of makes) {
    for (const name of [make.model, make.orderNumber]) {
      if (name === null) continue;
      const known = byProduct.get(keyOf(name));
      if (known) known.add(make);
      else byProduct.set(keyOf(name), new Set([make]));
    }
  }
  const counts = new Map<string, Running>();
  for (const bill of bills) {
    const candidates = new Set(
      productKeysOf(bill.product, bill.vendor).flatMap((key) => [...(byProduct.get(key) ?? [])]),
    );
    let [running, open] = [0, 0];
    for (const make of candidates) {
      const { kind } = attachBill(bill, make);
      if (kind === "runs") running += make.devices;
      else if (kind === "cannot-tell") open += make.devices;
    }
    counts.set(bill.id, { running, open });
  }
  return counts;
}
