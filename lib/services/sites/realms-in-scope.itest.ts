import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { ensureRealm } from "@/lib/db/sites/realm";
import { withTransaction } from "@/lib/db/transaction";
import { findRealmsInScope } from "./realms-in-scope";

const ids: { site: string; realm: string }[] = [];
beforeAll(() =>
  withTransaction(async (tx) => {
    for (const [site, realm] of [
      ["North", "core"],
      ["North", "cell"],
      ["South", "core"],
    ] as const) {
      const { siteId, realmId } = await ensureRealm(tx, site, realm);
      ids.push({ site: siteId, realm: realmId });
    }
  }),
);
afterAll(closeDatabase);

it("finds the realms of a site or one realm, none where they contradict each other, and says null for everywhere", async () => {
  const [core, cell, south] = ids as [(typeof ids)[0], (typeof ids)[0], (typeof ids)[0]];
  expect(await findRealmsInScope({})).toBeNull();
  expect(await findRealmsInScope({ site: core.site })).toEqual(new Set([core.realm, cell.realm]));
  expect(await findRealmsInScope({ realm: cell.realm })).toEqual(new Set([cell.realm]));
  expect(await findRealmsInScope({ site: south.site, realm: south.realm })).toEqual(new Set([south.realm]));
  // Not null, which would be everywhere.
  expect(await findRealmsInScope({ site: south.site, realm: cell.realm })).toEqual(new Set());
  expect(await findRealmsInScope({ site: "00000000-0000-4000-8000-000000000000" })).toEqual(new Set());
});
