import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bisectPrefixes } from "./bisect-prefixes";
import { type FindPrefix, type Registry, vendorLookup } from "./vendor-lookup";

const require = createRequire(import.meta.url);
let find: FindPrefix | null = null;

/** What the registry as it is shipped (5 MB) has of a prefix; read at the first call, and not taken apart. */
export const shippedPrefix: FindPrefix = (prefix) => {
  find ??= openShipped();
  return find(prefix);
};

function openShipped(): FindPrefix {
  const bisect = bisectPrefixes(readShipped());
  if (bisect) return bisect;
  const registry = require("oui-data") as Registry;
  return (prefix) => registry[prefix];
}

/** Null where a bundler stands between and only hands out what is in the file. */
function readShipped(): Buffer | null {
  try {
    return readFileSync(require.resolve("oui-data"));
  } catch {
    return null;
  }
}

/** Maker of a network card by its MAC, as `vendorLookup` says, by what is shipped. */
export const macVendor = vendorLookup(shippedPrefix);
