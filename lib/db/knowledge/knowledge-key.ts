import "server-only";
import { sql } from "../client";
import type { Sql } from "../sql";

/** A public key whose bundles this installation takes, or took once. */
export interface KnowledgeKeyRow {
  /** SHA-256 of the key, lower-case hex. */
  readonly id: string;
  readonly name: string;
  readonly publicKeyPem: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
}

const COLUMNS = `id, name, public_key_pem as "publicKeyPem", created_at as "createdAt", created_by as "createdBy",
  revoked_at as "revokedAt", revoked_by as "revokedBy"`;

export async function listKnowledgeKeys(db: Sql = sql): Promise<KnowledgeKeyRow[]> {
  return db.query<KnowledgeKeyRow>(`select ${COLUMNS} from knowledge_key order by created_at, id`);
}

/** Trusts the key, also one that was revoked before. */
export async function putKnowledgeKey(
  tx: Sql,
  key: Pick<KnowledgeKeyRow, "id" | "name" | "publicKeyPem" | "createdBy">,
): Promise<void> {
  await tx.run(
    `insert into knowledge_key (id, name, public_key_pem, created_by) values ($1, $2, $3, $4)
     on conflict (id) do update set name = excluded.name, created_by = excluded.created_by, created_at = now(),
       revoked_at = null, revoked_by = null`,
    [key.id, key.name, key.publicKeyPem, key.createdBy],
  );
}

/** False when there is no such key, or it is revoked already. */
export async function revokeKnowledgeKey(tx: Sql, id: string, revokedBy: string): Promise<boolean> {
  return (
    (await tx.run("update knowledge_key set revoked_at = now(), revoked_by = $2 where id = $1 and revoked_at is null", [
      id,
      revokedBy,
    ])) > 0
  );
}
