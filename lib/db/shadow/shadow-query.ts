import "server-only";
import type { Citation, Claim, Conflict } from "@/lib/domain/device/device";
import type { ServiceEvidence, Transport } from "@/lib/domain/observation";
import type { WaterfallRow } from "@/lib/domain/risk/risk";
import type { SiteScope } from "@/lib/domain/site-scope";
import { sql } from "../client";
import { endDevices, endName, isToGroup, zoneKeys } from "../flows/flow-zones";
import { deviceInScope } from "../sites/site-scope";
import { SqlParameters } from "../sql-parameters";

export const IDENTIFYING_FIELDS = ["vendor", "model", "role", "name", "os"] as const;

/** What may decide about a device, cut out of its detail. */
export interface DecidingRow {
  readonly id: string;
  readonly rev: number;
  readonly claims: Readonly<Record<(typeof IDENTIFYING_FIELDS)[number], Claim | null>>;
  readonly services: readonly {
    readonly transport: Transport;
    readonly port: number | null;
    readonly protocol: string;
    readonly product: string | null;
    readonly evidence: ServiceEvidence;
    readonly flags: readonly string[];
    readonly citation: Citation;
  }[];
  readonly waterfall: readonly WaterfallRow[];
  /** Of cards that joined after the approval; null when there are none. */
  readonly unapproved: Pick<Conflict, "summary" | "citations"> | null;
}

/** Revisions of the devices that there are. */
export async function findDeviceRevs(ids: readonly string[]): Promise<{ id: string; rev: number }[]> {
  return sql.query("select d.id, d.rev from unnest($1::uuid[]) asked(id) join device d on d.id = asked.id", [ids]);
}

export async function findDecidingRows(ids: readonly string[]): Promise<DecidingRow[]> {
  const claims = IDENTIFYING_FIELDS.map((field) => `'${field}', part.fields#>'{${field},claim}'`);
  return sql.query<DecidingRow>(
    `select d.id, d.rev, d.risk->'waterfall' as waterfall, d.detail->'services' as services,
            jsonb_path_query_first(d.detail, '$.conflicts[*] ? (@.kind == "unapproved-card")') as unapproved,
            (select jsonb_build_object(${claims.join(", ")})
               from (select d.detail->'fields' as fields offset 0) part) as claims
       from unnest($1::uuid[]) asked(id) join device d on d.id = asked.id`,
    [ids],
  );
}

export interface PeerRow {
  readonly deviceId: string;
  readonly name: string;
  /** Zone's id or a pseudo zone. */
  readonly zone: string;
  readonly protocol: string;
}

/** The `limit` largest conversations of each device; what it tells everybody is with nobody. */
export async function findLargestPeers(ids: readonly string[], limit: number): Promise<PeerRow[]> {
  const { from, to } = zoneKeys("c", "c.realm_id");
  // Each side by the index that ends in bytes: a server that talks with everybody costs no more than any other device.
  const largest = (own: "initiator" | "responder", peer: "initiator" | "responder") =>
    `select c.id, c.bytes, ${own === "initiator"} as begins from conversation c
      where c.${own}_device_id = asked.id and c.${peer}_device_id is distinct from asked.id
        and not ${isToGroup("c", "c.responder_device_id")}
      order by c.bytes desc, c.id limit $2`;
  return sql.query<PeerRow>(
    `select asked.id as "deviceId", c.protocol,
            case when top.begins then coalesce(responder.name, c.peer_name, ${endName("responder", "c")})
                 else ${endName("initiator", "c")} end as name,
            case when top.begins then ${to} else ${from} end as zone
       from unnest($1::uuid[]) asked(id)
       cross join lateral (
         select * from ((${largest("initiator", "responder")}) union all (${largest("responder", "initiator")})) sides
          order by bytes desc, id limit $2) top
       join conversation c on c.id = top.id ${endDevices("c")}
      order by asked.id, top.bytes desc, top.id`,
    [ids, limit],
  );
}

/** Devices on whose state somebody decided since `since`, decisions that were taken back left out. */
export async function countSettledSince(since: Date, scope: SiteScope): Promise<number> {
  const parameters = new SqlParameters();
  const conditions = deviceInScope(scope, parameters);
  const isThere = `device_id in (select d.id from device d where ${conditions.join(" and ")})`;
  const [row] = await sql.query<{ count: number }>(
    `select count(distinct device_id) as count from decision
      where kind = 'state' and state <> 'unsanctioned' and undone_at is null and at >= ${parameters.add(since)}
        ${conditions.length > 0 ? `and ${isThere}` : ""}`,
    parameters.values,
  );
  return row?.count ?? 0;
}
