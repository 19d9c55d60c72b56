import type { ObservedProduct } from "@/lib/domain/vulnerability/observed-product";
import { type Json, member, textOf, textOrNull } from "./json-document";

/** A product as a sensor or scanner states it, from JSON; missing members are null. */
export function observedProductOf(value: Json): ObservedProduct {
  const text = (name: string) => textOrNull(member(value, name), 300);
  return {
    vendor: text("vendor"),
    product: text("product"),
    model: text("model"),
    orderNumber: text("order_number"),
    firmware: text("firmware"),
    hardwareVersion: text("hardware_version"),
    serial: text("serial"),
    raw: textOf(member(value, "raw"), 1_000),
    answers: new Map(),
  };
}
