import "server-only";
import type { Query } from "@/lib/domain/query/query";
import { deviceCondition } from "../devices/device-condition";
import type { Sql } from "../sql";
import { SqlParameters } from "../sql-parameters";

/** A device that waits for a decision, as the preview of a rule names it. */
export interface WaitingRow {
  readonly id: string;
  readonly name: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly ips: readonly string[];
  readonly macs: readonly string[];
  readonly zone: string | null;
}

/** Devices that wait now and fit, by id: the same that the list finds. `nowUs` is what ages count from. */
export async function findWaitingDevices(db: Sql, query: Query, nowUs: number): Promise<WaitingRow[]> {
  const parameters = new SqlParameters();
  const fits = deviceCondition(query, parameters, nowUs);
  return db.query<WaitingRow>(
    `select d.id, d.name, d.vendor, d.model, d.ips, d.macs, z.name as zone
       from device d left join zone z on z.id = d.zone_id
      where d.state = 'unsanctioned' and ${fits} order by d.id`,
    parameters.values,
  );
}
