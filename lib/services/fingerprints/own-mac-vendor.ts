import "server-only";
import { gunzipSync } from "node:zlib";
import { feedFileHashes, loadKnowledgeFiles } from "@/lib/db/knowledge/knowledge-file";
import type { Sql } from "@/lib/db/sql";
import { macVendor, shippedPrefix } from "@/lib/reference/mac-vendor";
import { parseOui } from "@/lib/reference/parse-oui";
import { type Registry, vendorLookup } from "@/lib/reference/vendor-lookup";

type Lookup = (mac: string) => string | null;

/** A process keeps the lists that it read last. */
let last: { readonly hashes: string; readonly lookup: Lookup } | null = null;

/** Maker of a network card: by the lists of the release of knowledge that holds, before those that are shipped. */
export async function ownMacVendor(tx: Sql): Promise<Lookup> {
  const hashes = await feedFileHashes("oui", tx);
  if (hashes.length === 0) return macVendor;
  const key = hashes.join(" ");
  if (last?.hashes === key) return last.lookup;
  const files = await loadKnowledgeFiles(hashes, tx);
  const brought: Registry = Object.assign(
    Object.create(null),
    ...files.map(({ packed }) => parseOui(gunzipSync(packed).toString("utf8"))),
  );
  last = { hashes: key, lookup: vendorLookup((prefix) => brought[prefix] ?? shippedPrefix(prefix)) };
  return last.lookup;
}
