import "server-only";
import type { CasePosition, Likeness, LikenessCount } from "@/lib/domain/triage/likely-group";
import { sql } from "../client";
import { type DeviceFilter, whereOf } from "../devices/device-filter";
import { SqlParameters } from "../sql-parameters";
import { likenessProof } from "./likeness";

/** The same as `countLikeness` of the columns. */
export async function countLikenessOf(filter: DeviceFilter): Promise<LikenessCount[]> {
  const parameters = new SqlParameters();
  const rows = await sql.query<
    Pick<LikenessCount, "role" | "vendor" | "proof" | "count"> &
      Record<"firstId" | "lastId", string> &
      Record<"most" | "least", number>
  >(
    `select d.role, d.vendor, ${likenessProof("d.listed")} as proof, count(*) as count,
            max(d.risk_score) as most, (array_agg(d.id order by d.risk_score desc, d.id))[1] as "firstId",
            min(d.risk_score) as least, (array_agg(d.id order by d.risk_score, d.id desc))[1] as "lastId"
       from device d where ${whereOf(filter, parameters)} group by 1, 2, 3`,
    parameters.values,
  );
  return rows.map(({ firstId, lastId, most, least, ...likeness }) => ({
    ...likeness,
    first: { riskScore: most, id: firstId },
    last: { riskScore: least, id: lastId },
  }));
}

/** How many devices stand before the position, the riskiest first. */
export async function countDevicesBefore(filter: DeviceFilter, { riskScore, id }: CasePosition): Promise<number> {
  const parameters = new SqlParameters();
  const where = whereOf(filter, parameters);
  const [risk, own] = [parameters.add(riskScore), parameters.add(id)];
  const [row] = await sql.query<{ count: number }>(
    `select count(*) as count from device d
      where ${where} and (d.risk_score > ${risk} or (d.risk_score = ${risk} and d.id < ${own}::uuid))`,
    parameters.values,
  );
  return row?.count ?? 0;
}

/** Ids of the devices that pass, in any order. */
export async function findDeviceIds(filter: DeviceFilter): Promise<string[]> {
  const parameters = new SqlParameters();
  const rows = await sql.query<{ id: string }>(
    `select d.id from device d where ${whereOf(filter, parameters)}`,
    parameters.values,
  );
  return rows.map(({ id }) => id);
}

/** What a device is grouped by and where it stands; null when it does not pass. */
export async function findLikeness(filter: DeviceFilter, id: string): Promise<(Likeness & CasePosition) | null> {
  const parameters = new SqlParameters();
  const where = whereOf(filter, parameters);
  const [row] = await sql.query<Likeness & CasePosition>(
    `select d.id, d.risk_score as "riskScore", d.role, d.vendor, ${likenessProof("d.listed")} as proof
       from device d where ${where} and d.id = ${parameters.add(id)}::uuid`,
    parameters.values,
  );
  return row ?? null;
}
