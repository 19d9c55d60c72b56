import {
  type Attachment,
  attachBill,
  type BillProduct,
  type DeviceMake,
  productKey,
  productKeysOf,
} from "./attach-bill";
import type { Component } from "./component";
import { type ComponentIndex, type ComponentVerdict, matchComponent } from "./match-component";

/** A component with the vulnerabilities that it has or may have. */
export interface WeakComponent {
  readonly component: Component;
  readonly verdicts: readonly ComponentVerdict[];
}

/** A bill of materials with what is known of its components now. */
export interface MatchedBill extends BillProduct {
  readonly id: string;
  readonly fileName: string;
  readonly weak: readonly WeakComponent[];
}

export interface AttachedBill {
  readonly bill: MatchedBill;
  readonly attachment: Attachment & { readonly kind: "runs" | "cannot-tell" };
}

/** Asks all bills about many devices. */
export interface SoftwareIndex {
  readonly bills: number;
  /** Bills that the device runs, or may run; those first that it runs. */
  attach(make: DeviceMake): readonly AttachedBill[];
}

export function weakComponents(components: readonly Component[], index: ComponentIndex): WeakComponent[] {
  return components.flatMap((component) => {
    const verdicts = matchComponent(component, index).filter(({ kind }) => kind !== "not_affected");
    return verdicts.length === 0 ? [] : [{ component, verdicts }];
  });
}

export function createSoftwareIndex(bills: readonly MatchedBill[]): SoftwareIndex {
  const byProduct = new Map<string, MatchedBill[]>();
  for (const bill of bills) {
    for (const key of productKeysOf(bill.product, bill.vendor)) {
      const list = byProduct.get(key);
      if (list) list.push(bill);
      else byProduct.set(key, [bill]);
    }
  }
  return {
    bills: bills.length,
    attach(make) {
      const named = new Set<MatchedBill>();
      for (const name of [make.model, make.orderNumber]) {
        if (name !== null) for (const bill of byProduct.get(productKey(name)) ?? []) named.add(bill);
      }
      const attached = [...named].flatMap((bill): AttachedBill[] => {
        const { kind, why } = attachBill(bill, make);
        return kind === "runs" || kind === "cannot-tell" ? [{ bill, attachment: { kind, why } }] : [];
      });
      return attached.sort((a, b) =>
        a.attachment.kind === b.attachment.kind ? 0 : a.attachment.kind === "runs" ? -1 : 1,
      );
    },
  };
}
