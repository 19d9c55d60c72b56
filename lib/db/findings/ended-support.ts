import "server-only";
import { END_OF_SUPPORT } from "@/lib/domain/finding/lifecycle-finding";
import type { TimeUs } from "@/lib/domain/observation";
import type { Sql } from "../sql";

/** Devices whose support is over by now, and that no finding says it of: it ended since they were judged last. */
export async function findNewlyUnsupported(tx: Sql, nowUs: TimeUs, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select d.id from device d
      where d.end_of_support_us is not null and d.end_of_support_us <= $1
        and not exists (select 1 from finding f where f.device_id = d.id and f.kind = 'hardening' and f.key = $2)
      limit $3`,
    [nowUs, END_OF_SUPPORT, limit],
  );
  return rows.map(({ id }) => id);
}
