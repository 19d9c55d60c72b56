import "server-only";
import {
  type FirmwareScope,
  listGoldenGroups,
  loadGoldenVersions,
  writeGoldenStandings,
} from "@/lib/db/firmware/golden-version";
import type { Sql } from "@/lib/db/sql";
import { type GoldenVersion, goldenStanding } from "@/lib/domain/firmware/golden-version";
import { type FirmwareScheme, firmwareSchemeOf } from "@/lib/domain/firmware/order-firmware";
import type { ProductMake } from "@/lib/domain/firmware/product";

/** The rules that hold, by product; and how to compare each product's versions. */
export interface GoldenBook {
  readonly rulesOf: (productId: string) => readonly GoldenVersion[];
  readonly schemeOf: (make: ProductMake & { readonly productId: string }) => FirmwareScheme;
}

/**
 * Makes `device.golden` say how each device stands to the golden version that holds where it is. Reads and writes only
 * devices of products with a rule, and of these only groups that stand otherwise now; with a scope, only what is in it.
 */
export async function refreshGoldenStandings(tx: Sql, scope: FirmwareScope | null): Promise<GoldenBook> {
  const rules = new Map<string, GoldenVersion[]>();
  for (const rule of await loadGoldenVersions(tx))
    rules.set(rule.productId, [...(rules.get(rule.productId) ?? []), rule]);
  const schemes = new Map<string, FirmwareScheme>();
  const book: GoldenBook = {
    rulesOf: (productId) => rules.get(productId) ?? [],
    schemeOf: (make) => {
      const known = schemes.get(make.productId);
      if (known) return known;
      const scheme = firmwareSchemeOf(make);
      schemes.set(make.productId, scheme);
      return scheme;
    },
  };
  const ruled = [...rules.keys()];
  const looked = scope === null ? ruled : ruled.filter((id) => scope.productIds.includes(id));
  const groups = looked.length === 0 ? [] : await listGoldenGroups(tx, looked);
  const moved = groups.flatMap((group) => {
    const golden = goldenStanding(book.rulesOf(group.productId), group, book.schemeOf(group));
    return golden === group.golden ? [] : [{ ...group, golden }];
  });
  // Two rows of a group that stood differently lead to one and the same new standing.
  await writeGoldenStandings(tx, moved, ruled, scope);
  return book;
}
