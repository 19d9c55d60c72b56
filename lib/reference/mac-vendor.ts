import { createRequire } from "node:module";
import { type Registry, vendorLookup } from "./vendor-lookup";

const require = createRequire(import.meta.url);
let registry: Registry | null = null;

/** Prefixes as they are shipped (5 MB), read at the first call. */
export function shippedPrefixes(): Registry {
  registry ??= require("oui-data") as Registry;
  return registry;
}

/** Maker of a network card by its MAC, as `vendorLookup` says, by what is shipped. */
export const macVendor = vendorLookup(shippedPrefixes);
