import "server-only";
import type { BillProduct, DeviceMake, DeviceMakeCount } from "@/lib/domain/software/attach-bill";
import type { Component } from "@/lib/domain/software/component";
import { sql } from "../client";
import { deviceLabel } from "../devices/device-label";
import { printOfTable, readPrint } from "../print";
import type { Sql } from "../sql";
import { containsPattern } from "../sql-parameters";
import { storableJson } from "../storable";

export interface SoftwareBillRecord extends BillProduct {
  readonly id: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly format: string;
  readonly createdAt: Date | null;
  readonly addedBy: string;
  readonly problems: readonly string[];
}

export interface SoftwareBillListRow extends SoftwareBillRecord {
  readonly addedAt: Date;
  readonly components: number;
}

export interface FoundComponent {
  readonly billId: string;
  readonly name: string;
  readonly version: string | null;
  readonly purl: string | null;
}

const BATCH_ROWS = 5_000;
const COLUMNS = `b.id, b.sha256, b.file_name as "fileName", b.format, b.vendor, b.product, b.version,
  b.created_at as "createdAt", b.added_at as "addedAt", b.added_by as "addedBy", b.problems,
  (select count(*)::int from software_component c where c.bill_id = b.id) as components`;

/** False, with nothing written, when the same document is here already. */
export async function insertSoftwareBill(
  tx: Sql,
  bill: SoftwareBillRecord,
  components: readonly Component[],
): Promise<boolean> {
  const { id, sha256, fileName, format, vendor, product, version, createdAt, addedBy, problems } = bill;
  const added = await tx.run(
    `insert into software_bill (id, sha256, file_name, format, vendor, product, version, created_at, added_by, problems)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (sha256) do nothing`,
    [id, sha256, fileName, format, vendor, product, version, createdAt, addedBy, problems],
  );
  if (added === 0) return false;
  for (let at = 0; at < components.length; at += BATCH_ROWS) {
    const rows = components.slice(at, at + BATCH_ROWS).map((it, index) =>
      storableJson({
        ...it,
        seq: at + index,
        search: [it.name, it.version, it.purl].join(" ").toLowerCase(),
      }),
    );
    await tx.run(
      `insert into software_component (bill_id, seq, name, version, purl, cpe, supplier, type, licence, search)
       select $1, (r->>'seq')::int, r->>'name', r->>'version', r->>'purl', r->>'cpe', r->>'supplier', r->>'type',
              r->>'licence', r->>'search'
         from unnest($2::jsonb[]) as it(r)`,
      [id, rows],
    );
  }
  return true;
}

/** By product and version. */
export async function listSoftwareBills(db: Sql = sql): Promise<SoftwareBillListRow[]> {
  return db.query<SoftwareBillListRow>(
    `select ${COLUMNS} from software_bill b order by lower(b.product), b.version, b.id`,
  );
}

/** A text that is another after one was added or removed. */
export async function softwareBillsPrint(): Promise<string> {
  return readPrint([printOfTable("software_bill")]);
}

export async function findSoftwareBill(id: string): Promise<SoftwareBillListRow | null> {
  const [row] = await sql.query<SoftwareBillListRow>(`select ${COLUMNS} from software_bill b where b.id = $1`, [id]);
  return row ?? null;
}

/** In the order of the document: the first of them, or all. */
export async function loadComponents(billId: string, limit: number | null, db: Sql = sql): Promise<Component[]> {
  return db.query<Component>(
    `select name, version, purl, cpe, supplier, type, licence from software_component where bill_id = $1
      order by seq limit $2`,
    [billId, limit],
  );
}

/** The bill as it was; null when there is none. Its components go with it. */
export async function deleteSoftwareBill(tx: Sql, id: string): Promise<BillProduct | null> {
  const [row] = await tx.query<BillProduct>(
    "delete from software_bill where id = $1 returning vendor, product, version",
    [id],
  );
  return row ?? null;
}

/** Components of all bills whose name, version or package URL holds every word. */
export async function findComponents(words: readonly string[], limit: number): Promise<FoundComponent[]> {
  return sql.query<FoundComponent>(
    `select bill_id as "billId", name, version, purl from software_component
      where search like all ($1::text[]) order by lower(name), version, bill_id, seq limit $2`,
    [words.map((word) => containsPattern(word.toLowerCase())), limit],
  );
}

/** Every make of devices that states a model or an order number, with how many there are. */
export async function countDeviceMakes(db: Sql = sql): Promise<DeviceMakeCount[]> {
  return db.query(
    `select vendor, model, order_number as "orderNumber", firmware, count(*)::int as devices
       from device where model is not null or order_number is not null group by 1, 2, 3, 4`,
  );
}

/** The first devices of each of these makes by their ids; at the place of their make. */
export async function findSomeOfMakes(
  makes: readonly DeviceMake[],
  someOfEach: number,
): Promise<{ readonly id: string; readonly name: string | null }[][]> {
  const found: { id: string; name: string | null }[][] = makes.map(() => []);
  if (makes.length === 0) return found;
  const rows = await sql.query<{ at: number; id: string; name: string | null }>(
    `select at::int, id, ${deviceLabel("d")} as name
       from (select m.at, d.id, row_number() over (partition by m.at order by d.id) as nth
               from device d join ${MAKES} on ${IS_OF_MAKE}) ranked
       join device d using (id) where nth <= $5 order by at, nth`,
    [...makesAsColumns(makes), someOfEach],
  );
  for (const { at, id, name } of rows) found[at - 1]?.push({ id, name });
  return found;
}

const MAKES =
  "unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as m(vendor, model, order_number, firmware, at)";
const MAKE = ["vendor", "model", "order_number", "firmware"];
/** Said twice: as equalities that a join by hash can use, and exactly, since unknown is not the same as empty. */
const IS_OF_MAKE = [
  ...MAKE.map((it) => `coalesce(d.${it}, '') = coalesce(m.${it}, '')`),
  ...MAKE.map((it) => `d.${it} is not distinct from m.${it}`),
].join(" and ");

const makesAsColumns = (makes: readonly DeviceMake[]) => [
  makes.map((it) => it.vendor),
  makes.map((it) => it.model),
  makes.map((it) => it.orderNumber),
  makes.map((it) => it.firmware),
];

/** Every device of these makes. */
export async function findDeviceIdsOfMakes(tx: Sql, makes: readonly DeviceMake[]): Promise<string[]> {
  if (makes.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    `select d.id from device d join ${MAKES} on ${IS_OF_MAKE} order by d.id`,
    makesAsColumns(makes),
  );
  return rows.map(({ id }) => id);
}
