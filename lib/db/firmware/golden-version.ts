import "server-only";
import { type GoldenStanding, type GoldenVersion, OFF_GOLDEN } from "@/lib/domain/firmware/golden-version";
import type { ProductMake } from "@/lib/domain/firmware/product";
import { sql } from "../client";
import type { Sql } from "../sql";

export interface NewGoldenVersion extends GoldenVersion {
  readonly productName: string;
  readonly scopeName: string | null;
  readonly reason: string;
  readonly actor: string;
  readonly userId: string | null;
}

export interface GoldenVersionRecord extends NewGoldenVersion {
  readonly setAt: Date;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
}

const COLUMNS = `id, product_id as "productId", product_name as "productName", site_id as "siteId", zone_id as "zoneId",
  scope_name as "scopeName", version, also_approved as "alsoApproved", reason, actor, user_id as "userId",
  set_at as "setAt", ended_at as "endedAt", ended_by as "endedBy", end_reason as "endReason"`;

/** The rules that hold now. */
export async function loadGoldenVersions(tx: Sql): Promise<GoldenVersion[]> {
  return tx.query<GoldenVersion>(
    `select id, product_id as "productId", site_id as "siteId", zone_id as "zoneId", version,
            also_approved as "alsoApproved" from golden_version where ended_at is null order by set_at, id`,
  );
}

/** Of one product, newest first, with those that were ended. */
export async function listGoldenVersions(productId: string, limit: number): Promise<GoldenVersionRecord[]> {
  return sql.query<GoldenVersionRecord>(
    `select ${COLUMNS} from golden_version where product_id = $1 order by set_at desc, id limit $2`,
    [productId, limit],
  );
}

/** Those that hold, of these products. */
export async function listGoldenVersionsOf(productIds: readonly string[]): Promise<GoldenVersionRecord[]> {
  return sql.query<GoldenVersionRecord>(
    `select ${COLUMNS} from golden_version where product_id = any($1::uuid[]) and ended_at is null order by set_at, id`,
    [productIds],
  );
}

/** Ends what held for the same product and place, and sets this in its stead. */
export async function insertGoldenVersion(tx: Sql, it: NewGoldenVersion): Promise<void> {
  await tx.run(
    `update golden_version set ended_at = now(), ended_by = $4, end_reason = $5
      where product_id = $1 and site_id is not distinct from $2::uuid and zone_id is not distinct from $3::uuid
        and ended_at is null`,
    [it.productId, it.siteId, it.zoneId, it.actor, `Another golden version was set: ${it.version}`],
  );
  await tx.run(
    `insert into golden_version (id, product_id, product_name, site_id, zone_id, scope_name, version, also_approved,
                                 reason, actor, user_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      it.id,
      it.productId,
      it.productName,
      it.siteId,
      it.zoneId,
      it.scopeName,
      it.version,
      it.alsoApproved,
      it.reason,
      it.actor,
      it.userId,
    ],
  );
}

/** What held; null when there is none of this id that holds. */
export async function endGoldenVersion(
  tx: Sql,
  id: string,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<{ productId: string; productName: string; version: string } | null> {
  const [row] = await tx.query<{ productId: string; productName: string; version: string }>(
    `update golden_version set ended_at = now(), ended_by = $2, end_reason = $3 where id = $1 and ended_at is null
     returning product_id as "productId", product_name as "productName", version`,
    [id, actor, reason],
  );
  return row ?? null;
}

/** Devices of one product that stand alike, wherever a rule may hold. */
export interface GoldenGroup extends ProductMake {
  readonly productId: string;
  readonly firmware: string | null;
  readonly siteId: string;
  readonly zoneId: string | null;
  readonly golden: GoldenStanding | null;
}

export async function listGoldenGroups(tx: Sql, productIds: readonly string[]): Promise<GoldenGroup[]> {
  return tx.query<GoldenGroup>(
    `select product_id as "productId", vendor, model, order_number as "orderNumber", firmware, site_id as "siteId",
            zone_id as "zoneId", golden
       from device where product_id = any($1::uuid[]) group by 1, 2, 3, 4, 5, 6, 7, 8`,
    [productIds],
  );
}

/** Devices that may stand otherwise than before: those of these products, and single ones that may be of none now. */
export interface FirmwareScope {
  readonly productIds: readonly string[];
  readonly deviceIds: readonly string[];
}

/** Writes how devices stand; those in the scope (null: all) whose product has no rule stand nowhere. */
export async function writeGoldenStandings(
  tx: Sql,
  groups: readonly GoldenGroup[],
  ruledProducts: readonly string[],
  scope: FirmwareScope | null,
): Promise<void> {
  await tx.run(
    `update device set golden = null
      where golden is not null and (product_id is null or product_id <> all($1::uuid[]))
        and ($2::uuid[] is null or product_id = any($2) or id = any($3::uuid[]))`,
    [ruledProducts, scope?.productIds ?? null, scope?.deviceIds ?? null],
  );
  if (groups.length === 0) return;
  await tx.run(
    `update device d set golden = it.golden
       from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[]) as it(product, firmware, site, zone, golden)
      where d.product_id = it.product and d.firmware is not distinct from it.firmware and d.site_id = it.site
        and d.zone_id is not distinct from it.zone and d.golden is distinct from it.golden`,
    [
      groups.map((it) => it.productId),
      groups.map((it) => it.firmware),
      groups.map((it) => it.siteId),
      groups.map((it) => it.zoneId),
      groups.map((it) => it.golden),
    ],
  );
}

/** `d.golden` of devices that should run another version, as a condition. */
export const IS_OFF_GOLDEN = `golden in (${OFF_GOLDEN.map((it) => `'${it}'`).join(", ")})`;
