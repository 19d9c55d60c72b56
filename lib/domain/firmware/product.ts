import { uuidOf } from "../uuid-of";
import type { ObservedProduct } from "../vulnerability/observed-product";

/** What makes devices one product: maker, model and order number as the devices state them. */
export interface ProductMake {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly orderNumber: string | null;
}

/** The same on every machine for the same make; null when a device names neither model nor order number. */
export function productIdOf({ vendor, model, orderNumber }: ProductMake): string | null {
  if (model === null && orderNumber === null) return null;
  return uuidOf(`product ${JSON.stringify([vendor, model, orderNumber])}`);
}

/** "Siemens CPU 1214C 6ES7 214-1AG40-0XB0"; a part that another one holds already is left out. */
export function productNameOf({ vendor, model, orderNumber }: ProductMake): string {
  const parts: string[] = [];
  for (const part of [vendor, model, orderNumber]) {
    if (part !== null && !parts.some((it) => it.toLowerCase().includes(part.toLowerCase()))) parts.push(part);
  }
  return parts.join(" ");
}

/** The product at a firmware version, as matching asks about devices; no person has answered anything about it. */
export function observedMake({ vendor, model, orderNumber }: ProductMake, firmware: string | null): ObservedProduct {
  return {
    vendor,
    product: model,
    model: null,
    orderNumber,
    firmware,
    hardwareVersion: null,
    serial: null,
    raw: "",
    answers: NO_ANSWERS,
  };
}

const NO_ANSWERS: ReadonlyMap<string, boolean> = new Map();
