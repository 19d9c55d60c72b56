import "server-only";
import type { AttachedMake } from "@/lib/contracts/software";
import { findSomeOfMakes } from "@/lib/db/firmware/software-bill";
import { compareText } from "@/lib/domain/compare-text";
import { attachBill, type BillProduct, type DeviceMakeCount } from "@/lib/domain/software/attach-bill";

const SHOWN_DEVICES = 20;

/** Of the makes of devices those of the bill's product, with some of their devices; those that run it first. */
export async function attachedMakes(bill: BillProduct, makes: readonly DeviceMakeCount[]): Promise<AttachedMake[]> {
  const order = ["runs", "cannot-tell", "other-version"];
  const nameOf = ({ vendor, model, orderNumber, firmware }: DeviceMakeCount) =>
    [vendor, model, orderNumber, firmware].join("\n");
  const attached = makes
    .flatMap((make) => {
      const { kind, why } = attachBill(bill, make);
      return kind === "other-product" ? [] : [{ kind, why, make }];
    })
    .sort(
      (a, b) =>
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        b.make.devices - a.make.devices ||
        compareText(nameOf(a.make), nameOf(b.make)),
    );
  const some = await findSomeOfMakes(
    attached.map(({ make }) => make),
    SHOWN_DEVICES,
  );
  return attached.map(({ kind, why, make }, at) => ({ kind, why, devices: make.devices, some: some[at] ?? [] }));
}

export function countDevices(attached: readonly AttachedMake[], kind: AttachedMake["kind"]): number {
  return attached.reduce((sum, it) => sum + (it.kind === kind ? it.devices : 0), 0);
}
