import "server-only";
import { sql } from "../client";
import type { Sql } from "../sql";
import { storableJson, storableText } from "../storable";

export interface SupplierPerson {
  readonly name: string;
  readonly email: string | null;
}

export interface SupplierRow {
  readonly id: string;
  readonly name: string;
  readonly contact: string | null;
  readonly contract: string | null;
  /** "2027-03-01". */
  readonly contractUntil: string | null;
  readonly securityTerms: string | null;
  readonly people: readonly SupplierPerson[];
}

const COLUMNS = `id, name, contact, contract, to_char(contract_until, 'YYYY-MM-DD') as "contractUntil",
  security_terms as "securityTerms", people`;

export async function listSupplierRows(db: Sql = sql): Promise<SupplierRow[]> {
  return db.query<SupplierRow>(`select ${COLUMNS} from supplier order by lower(name) collate "C", id`);
}

/** The supplier, locked until the transaction ends. */
export async function lockSupplier(tx: Sql, id: string): Promise<SupplierRow | null> {
  const [row] = await tx.query<SupplierRow>(`select ${COLUMNS} from supplier where id = $1 for update`, [id]);
  return row ?? null;
}

/** Writes it anew or over what stands under its id. */
export async function putSupplier(tx: Sql, row: SupplierRow, actor: string): Promise<void> {
  await tx.run(
    `insert into supplier (id, name, contact, contract, contract_until, security_terms, people, created_by)
     values ($1, $2, $3, $4, $5::date, $6, $7::jsonb, $8)
     on conflict (id) do update set name = excluded.name, contact = excluded.contact, contract = excluded.contract,
       contract_until = excluded.contract_until, security_terms = excluded.security_terms, people = excluded.people`,
    [
      ...[row.id, storableText(row.name), storableText(row.contact), storableText(row.contract), row.contractUntil],
      ...[storableText(row.securityTerms), storableJson(row.people), actor],
    ],
  );
}

/** Its grants go with it. */
export async function deleteSupplierRow(tx: Sql, id: string): Promise<void> {
  await tx.run("delete from supplier where id = $1", [id]);
}
