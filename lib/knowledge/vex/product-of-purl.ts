import { parsePackageUrl } from "@/lib/domain/software/package-url";
import type { VexProduct } from "@/lib/domain/vex/vex-statement";

/** Product, maker and version as a package URL names them; null for text that is none. */
export function productOfPurl(purl: string): Pick<VexProduct, "vendor" | "name" | "version" | "range" | "purl"> | null {
  const parsed = parsePackageUrl(purl);
  if (!parsed) return null;
  const { namespace, name, version, qualifiers } = parsed;
  return {
    vendor: namespace?.split("/").at(-1) ?? null,
    name,
    version,
    range: version === null ? (qualifiers.get("vers") ?? null) : null,
    purl,
  };
}
