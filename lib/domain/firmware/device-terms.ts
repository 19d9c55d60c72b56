import { versionOrder } from "../query/version-order";
import type { ProductMake } from "./product";

const exact = (key: string, value: string | null) => (value === null ? `${key}:unknown` : `${key}="${escaped(value)}"`);
const escaped = (value: string) => value.replace(/[\\"]/g, "\\$&");

/** The query (docs/query-language.md) that finds the living devices of a product. */
export function productTerms({ vendor, model, orderNumber }: ProductMake): string {
  return `${exact("vendor", vendor)} ${exact("model", model)} ${exact("order", orderNumber)} -state:retired`;
}

/** Of these, those that run a version; null: those whose version was not seen. */
export function firmwareTerms(make: ProductMake, firmware: string | null): string {
  const own = productTerms(make);
  if (firmware === null) return `${own} firmware:unknown`;
  // A version is compared as one; what is no version is found as the text that it is, be it the word "unknown".
  return `${own} ${versionOrder(firmware) === null ? `firmware:"${escaped(firmware)}"` : exact("firmware", firmware)}`;
}
