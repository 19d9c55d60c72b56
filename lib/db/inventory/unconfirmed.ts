import "server-only";
import type { UnconfirmedEndpoint } from "@/lib/domain/device/device";
import type { Place } from "@/lib/domain/identity/neighbourhood";
import type { CopyCell } from "../copy-in";
import type { Sql } from "../sql";

const MAX_EXAMPLES = 5;

/** Puts these in the place of what stood at the cards and addresses `at` (null: of all), and counts anew. */
export async function replaceUnconfirmed(
  tx: Sql,
  at: { readonly macs: readonly string[]; readonly places: readonly Place[] } | null,
  endpoints: readonly UnconfirmedEndpoint[],
): Promise<void> {
  if (at) {
    await tx.run(
      `delete from unconfirmed_endpoint u where mac = any($1::text[]) or (mac is null and exists (
         select 1 from unnest($2::uuid[], $3::text[]) as it(realm, ip) where it.ip = u.ip and it.realm = u.realm_id))`,
      [at.macs, at.places.map(({ realm }) => realm), at.places.map(({ ip }) => ip)],
    );
  } else {
    await tx.run("delete from unconfirmed_endpoint");
  }
  await tx.copyIn(
    "unconfirmed_endpoint (key, realm_id, mac, ip, reason)",
    (function* (): Generator<CopyCell[]> {
      for (const { key, realm, mac, ip, reason } of endpoints) yield [key, realm, mac, ip, reason];
    })(),
  );
  await tx.run("delete from unconfirmed_address");
  await tx.run(
    `insert into unconfirmed_address (realm_id, reason, count, examples)
     select realm_id, reason, max(count), array_agg(name order by name collate "C")
       from (select realm_id, reason, coalesce(mac, ip) as name, count(*) over (partition by realm_id, reason) as count,
                    row_number() over (partition by realm_id, reason order by coalesce(mac, ip) collate "C") as n
               from unconfirmed_endpoint) numbered
      where n <= ${MAX_EXAMPLES} group by realm_id, reason`,
  );
}
