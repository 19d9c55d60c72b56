import { createRequire } from "node:module";
import { type Registry, vendorLookup } from "./vendor-lookup";

const require = createRequire(import.meta.url);
let registry: Registry | null = null;

/** Maker of a network card by its MAC, as `vendorLookup` says. The registry (5 MB) is read at the first call. */
export const macVendor = vendorLookup(() => {
  registry ??= require("oui-data") as Registry;
  return registry;
});
