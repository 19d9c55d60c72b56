import "server-only";
import type { AttachedMake } from "@/lib/contracts/software";
import { type DeviceMakeGroup, listDeviceMakes } from "@/lib/db/firmware/software-bill";
import type { Sql } from "@/lib/db/sql";
import { attachBill, type BillProduct } from "@/lib/domain/software/attach-bill";

const SHOWN_DEVICES = 20;

/** The makes of devices that are here, for attaching bills. */
export const loadMakes = (tx?: Sql) => listDeviceMakes(SHOWN_DEVICES, tx);

/** Makes of the bill's product; those that run it first. */
export function attachedMakes(bill: BillProduct, makes: readonly DeviceMakeGroup[]): AttachedMake[] {
  const order = ["runs", "cannot-tell", "other-version"];
  return makes
    .flatMap((make): AttachedMake[] => {
      const { kind, why } = attachBill(bill, make);
      return kind === "other-product" ? [] : [{ kind, why, devices: make.devices, some: [...make.some] }];
    })
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.devices - a.devices);
}

export function countDevices(attached: readonly AttachedMake[], kind: AttachedMake["kind"]): number {
  return attached.reduce((sum, it) => sum + (it.kind === kind ? it.devices : 0), 0);
}
