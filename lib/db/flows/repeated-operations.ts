import "server-only";
import type { Sql } from "../sql";

/** A content whose log tells of the same requests as others of its realm and family; rank 0 counts first. */
export interface TellingContent {
  readonly id: number;
  readonly realm: string;
  readonly family: string;
  readonly rank: number;
}

const EVER = "-9223372036854775808";
const NEVER = "9223372036854775807";

/** Flows of the contents; `key` says which requests they can share. */
const TOLD = `
  select f.content_id, f.seq, telling.rank, f.operations_aside is not null as is_aside,
         coalesce(f.operations_aside, f.operations) as operations,
         concat_ws('|', telling.realm, telling.family, f.transport, coalesce(f.port, -1),
                   coalesce(f.initiator_ip, f.initiator_mac), coalesce(f.responder_ip, f.responder_mac)) as key,
         coalesce(f.first_seen_us, ${EVER}) as from_us, coalesce(f.last_seen_us, ${NEVER}) as to_us
    from unnest($1::bigint[], $2::text[], $3::text[], $4::int[]) telling(id, realm, family, rank)
    join flow f on f.content_id = telling.id`;

/**
 * Of flows between the same ends in the same time, counts the operations of the log of the lowest rank that tells any, and
 * sets those of the others aside; gives back what no other log tells any more. The contents must be all of their realm
 * and family. Ids of the contents of which flows changed.
 */
export async function settleRepeatedOperations(tx: Sql, contents: readonly TellingContent[]): Promise<Set<number>> {
  const rows = await tx.query<{ id: number }>(
    `with told as materialized (${TOLD}),
     settled as (
       select told.*, told.operations <> '{}'::jsonb and exists (
                select 1 from told better
                 where better.key = told.key and better.rank < told.rank and better.operations <> '{}'::jsonb
                   and better.from_us <= told.to_us and better.to_us >= told.from_us) as is_repeated
         from told),
     written as (
       update flow f set operations = case when s.is_repeated then '{}'::jsonb else s.operations end,
                         operations_aside = case when s.is_repeated then s.operations end
         from settled s
        where f.content_id = s.content_id and f.seq = s.seq and s.is_repeated <> s.is_aside
       returning f.content_id)
     select distinct content_id as id from written`,
    [
      contents.map(({ id }) => id),
      contents.map(({ realm }) => realm),
      contents.map(({ family }) => family),
      contents.map(({ rank }) => rank),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}
