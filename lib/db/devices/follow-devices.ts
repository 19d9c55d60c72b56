import "server-only";
import { sql } from "../client";
import { BATCH_ROWS, followChanges, forgottenRow } from "../read-changes";

/** What is read of a device that changed, and what stands in its place of one that is no more. */
interface FollowedColumns {
  /** SQL over the device `d`, behind its revision and id; parameters of its own begin with `$3`. */
  readonly columns: readonly string[];
  /** SQL for a device that is no more: as many values as there are columns. */
  readonly gone: readonly string[];
  readonly join?: string;
  readonly parameters?: readonly unknown[];
}

/** So many values that are not known of a device that is no more. */
export const nulls = (count: number): string[] => Array(count).fill("null");

/**
 * What changed of devices behind a revision, in order, and which are no more; from 0 all devices that there are. Throws
 * ForgottenError when what went since is not kept any more.
 */
export function followDevices<Row extends { readonly rev: number }>(
  after: number,
  { columns, gone, join = "", parameters = [] }: FollowedColumns,
): AsyncGenerator<Row[]> {
  return followChanges("device", after, (rev, known) =>
    sql.query<Row>(
      `(select ${["d.rev", "d.id", ...columns].join(", ")}
          from (select * from device where rev > $1 order by rev limit ${BATCH_ROWS}) d ${join})
       union all
       (select ${["rev", "device_id", ...gone].join(", ")}
          from device_gone where rev > $1 order by rev limit ${BATCH_ROWS})
       union all (${forgottenRow("device", gone.length + 1, "$2")})
       order by rev limit ${BATCH_ROWS}`,
      [rev, known, ...parameters],
    ),
  );
}
