import "server-only";
import type { FirmwareOrder } from "@/lib/domain/firmware/order-firmware";
import type { ProductMake } from "@/lib/domain/firmware/product";
import { sql } from "../client";
import type { Sql } from "../sql";
import { containsPattern, SqlParameters } from "../sql-parameters";
import { storableJson } from "../storable";
import { IS_OFF_GOLDEN } from "./golden-version";

/** Living devices of one product that run one version. */
export interface FirmwareGroup extends ProductMake {
  readonly productId: string;
  /** Empty where it was not seen. */
  readonly firmware: string;
  readonly devices: number;
  readonly offGolden: number;
  /** Earliest of them. */
  readonly endOfSupportUs: number | null;
  /** One of them was written in this transaction. */
  readonly isTouched: boolean;
}

/** What a product was found to be the last time; enough to tell what has to be computed anew. */
export interface StoredProduct {
  readonly id: string;
  readonly latest: string | null;
  readonly latestAdvisory: string | null;
  readonly latestBecause: string | null;
  readonly target: string | null;
  readonly hasGolden: boolean;
  readonly openAtTarget: readonly string[];
  readonly knowledgeRelease: number | null;
}

export interface FirmwareProductRecord extends ProductMake, StoredProduct {
  readonly name: string;
  readonly devices: number;
  readonly versions: number;
  readonly unseen: number;
  readonly behind: number;
  readonly ahead: number;
  readonly incomparable: number;
  readonly offGolden: number;
  readonly endOfSupportUs: number | null;
  readonly findings: number;
  readonly fixable: number;
}

export interface FirmwareVersionRecord {
  readonly productId: string;
  readonly firmware: string;
  readonly rank: number;
  readonly standing: FirmwareOrder | null;
  readonly devices: number;
  readonly offGolden: number;
  readonly findings: number;
  readonly fixable: number;
}

const PRODUCT = `id, vendor, model, order_number as "orderNumber", name, devices, versions, unseen, latest,
  latest_advisory as "latestAdvisory", latest_because as "latestBecause", target, behind, ahead, incomparable,
  has_golden as "hasGolden", off_golden as "offGolden",
  end_of_support_us as "endOfSupportUs", findings, fixable, open_at_target as "openAtTarget",
  knowledge_release as "knowledgeRelease"`;
const VERSION = `product_id as "productId", firmware, rank, standing, devices, off_golden as "offGolden", findings, fixable`;

/** What living devices run, by product and version; of these products, or (null) of all. */
export async function listFirmwareGroups(tx: Sql, productIds: readonly string[] | null): Promise<FirmwareGroup[]> {
  return tx.query<FirmwareGroup>(
    `select product_id as "productId", vendor, model, order_number as "orderNumber", coalesce(firmware, '') as firmware,
            count(*)::int as devices, (count(*) filter (where ${IS_OFF_GOLDEN}))::int as "offGolden",
            min(end_of_support_us) as "endOfSupportUs", bool_or(updated_at = now()) as "isTouched"
       from device
      where product_id is not null and ($1::uuid[] is null or product_id = any($1)) and state <> 'retired'
      group by 1, 2, 3, 4, 5`,
    [productIds],
  );
}

export async function loadStoredProducts(tx: Sql, productIds: readonly string[] | null): Promise<StoredProduct[]> {
  return tx.query<StoredProduct>(
    `select id, latest, latest_advisory as "latestAdvisory", latest_because as "latestBecause", target,
            has_golden as "hasGolden", open_at_target as "openAtTarget", knowledge_release as "knowledgeRelease"
       from firmware_product where $1::uuid[] is null or id = any($1)`,
    [productIds],
  );
}

export async function loadStoredVersions(
  tx: Sql,
  productIds: readonly string[] | null,
): Promise<Pick<FirmwareVersionRecord, "productId" | "firmware" | "devices" | "offGolden">[]> {
  return tx.query(
    `select product_id as "productId", firmware, devices, off_golden as "offGolden"
       from firmware_version where $1::uuid[] is null or product_id = any($1)`,
    [productIds],
  );
}

/** The products that devices are of, as stored at this moment. */
export async function findProductIds(tx: Sql, deviceIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    "select distinct product_id as id from device where id in (select unnest($1::uuid[])) and product_id is not null",
    [deviceIds],
  );
  return rows.map(({ id }) => id);
}

export interface FindingsOfFirmware {
  readonly productId: string;
  readonly firmware: string;
  /** The advisory's id. */
  readonly key: string;
  /** It is an advisory's, not that of a component of the product's software. */
  readonly isOfAdvisory: boolean;
  readonly findings: number;
}

/** Open vulnerability findings on living devices of these products, by version and advisory. */
export async function countFindingsOfFirmware(tx: Sql, productIds: readonly string[]): Promise<FindingsOfFirmware[]> {
  return tx.query<FindingsOfFirmware>(
    `select d.product_id as "productId", coalesce(d.firmware, '') as firmware, f.key,
            exists (select 1 from advisory a where a.id = f.key) as "isOfAdvisory", count(*)::int as findings
       from device d join finding f on f.device_id = d.id
      where d.product_id = any($1::uuid[]) and d.state <> 'retired' and f.kind = 'vulnerability'
        and f.verdict <> 'not-affected'
      group by 1, 2, 3`,
    [productIds],
  );
}

/** Puts these in the place of what was there of the same products; `gone` are products that no living device is of. */
export async function writeFirmwareProducts(
  tx: Sql,
  products: readonly FirmwareProductRecord[],
  versions: readonly FirmwareVersionRecord[],
  gone: readonly string[],
): Promise<void> {
  const ids = products.map(({ id }) => id);
  await tx.run("delete from firmware_product where id = any($1::uuid[])", [[...gone, ...ids]]);
  if (products.length === 0) return;
  await tx.run(
    `insert into firmware_product (id, vendor, model, order_number, name, search, devices, versions, unseen, latest,
            latest_advisory, latest_because, target, behind, ahead, incomparable, has_golden, off_golden,
            end_of_support_us, findings, fixable, open_at_target, knowledge_release)
     select (r->>'id')::uuid, r->>'vendor', r->>'model', r->>'orderNumber', r->>'name', lower(r->>'name'),
            (r->>'devices')::int, (r->>'versions')::int, (r->>'unseen')::int, r->>'latest', r->>'latestAdvisory',
            r->>'latestBecause', r->>'target', (r->>'behind')::int, (r->>'ahead')::int, (r->>'incomparable')::int,
            (r->>'hasGolden')::bool, (r->>'offGolden')::int, (r->>'endOfSupportUs')::bigint, (r->>'findings')::int,
            (r->>'fixable')::int, array(select jsonb_array_elements_text(r->'openAtTarget')), (r->>'knowledgeRelease')::bigint
       from unnest($1::jsonb[]) as it(r)`,
    [products.map(storableJson)],
  );
  await tx.run(
    `insert into firmware_version (product_id, firmware, rank, standing, devices, off_golden, findings, fixable)
     select (r->>'productId')::uuid, r->>'firmware', (r->>'rank')::int, r->>'standing', (r->>'devices')::int,
            (r->>'offGolden')::int, (r->>'findings')::int, (r->>'fixable')::int
       from unnest($1::jsonb[]) as it(r)`,
    [versions.map(storableJson)],
  );
}

export type FirmwareList = "all" | "off-golden" | "no-golden" | "behind" | "unseen" | "unsupported";

export interface FirmwareFilter {
  readonly text: string;
  readonly list: FirmwareList;
}

const LIST_CONDITIONS: Readonly<Record<FirmwareList, string>> = {
  all: "true",
  "off-golden": "p.off_golden > 0",
  "no-golden": "not p.has_golden",
  behind: "p.behind > 0",
  unseen: "p.unseen > 0",
  unsupported: "p.end_of_support_us <= extract(epoch from now()) * 1000000",
};

function whereOf({ text, list }: FirmwareFilter, parameters: SqlParameters): string {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const pattern =
    words.length === 0 ? "" : ` and p.search like all (${parameters.add(words.map(containsPattern))}::text[])`;
  return `${LIST_CONDITIONS[list]}${pattern}`;
}

export interface FirmwarePosition {
  readonly devices: number;
  readonly id: string;
}

/** Products of most devices first; the page behind `after`. */
export async function findFirmwarePage(
  filter: FirmwareFilter,
  after: FirmwarePosition | null,
  limit: number,
): Promise<{ rows: FirmwareProductRecord[]; next: FirmwarePosition | null }> {
  const parameters = new SqlParameters();
  const conditions = [whereOf(filter, parameters)];
  if (after) {
    const [devices, id] = [parameters.add(after.devices), parameters.add(after.id)];
    conditions.push(`p.devices <= ${devices} and (p.devices < ${devices} or p.id > ${id}::uuid)`);
  }
  const rows = await sql.query<FirmwareProductRecord>(
    `select ${PRODUCT} from firmware_product p where ${conditions.join(" and ")}
      order by p.devices desc, p.id limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { rows: page, next: last ? { devices: last.devices, id: last.id } : null };
}

export interface FirmwareSums {
  readonly products: number;
  readonly devices: number;
  readonly unseen: number;
  readonly offGolden: number;
  readonly withGolden: number;
  readonly behind: number;
  readonly fixable: number;
}

/** Over all products that fit. */
export async function sumFirmware(filter: FirmwareFilter): Promise<FirmwareSums> {
  const parameters = new SqlParameters();
  const sum = (column: string) => `coalesce(sum(p.${column}), 0)::int`;
  const [row] = await sql.query<FirmwareSums>(
    `select count(*)::int as products, ${sum("devices")} as devices, ${sum("unseen")} as unseen,
            ${sum("off_golden")} as "offGolden", (count(*) filter (where p.has_golden))::int as "withGolden",
            ${sum("behind")} as behind, ${sum("fixable")} as fixable
       from firmware_product p where ${whereOf(filter, parameters)}`,
    parameters.values,
  );
  return row as FirmwareSums;
}

export async function findFirmwareProduct(id: string, db: Sql = sql): Promise<FirmwareProductRecord | null> {
  const [row] = await db.query<FirmwareProductRecord>(`select ${PRODUCT} from firmware_product where id = $1`, [id]);
  return row ?? null;
}

/** Oldest first; of each product at most `limit`, those of most devices. */
export async function listFirmwareVersions(
  productIds: readonly string[],
  limit: number,
): Promise<FirmwareVersionRecord[]> {
  return sql.query<FirmwareVersionRecord>(
    `select ${VERSION} from (
       select v.*, row_number() over (partition by product_id order by devices desc, rank) as place
         from firmware_version v where product_id = any($1::uuid[])) v
      where place <= $2 order by product_id, rank`,
    [productIds, limit],
  );
}

/** What is kept of the products was made of one release, and holds for another as it is. */
export async function carryKnowledgeRelease(tx: Sql, from: number | null, to: number): Promise<void> {
  await tx.run("update firmware_product set knowledge_release = $2 where knowledge_release is not distinct from $1", [
    from,
    to,
  ]);
}
