import "server-only";
import type { Citation, Claim } from "@/lib/domain/device/device";
import type { ServiceEvidence, Transport } from "@/lib/domain/observation";
import type { WaterfallRow } from "@/lib/domain/risk/risk";
import { sql } from "./client";
import { endDevices, endName, isToGroup, zoneKeys } from "./flow-zones";

export const IDENTIFYING_FIELDS = ["vendor", "model", "role", "name", "os", "firmware"] as const;

/** What may decide about a device, cut out of its detail. */
export interface DecidingRow {
  readonly id: string;
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
}

export async function findDecidingRows(ids: readonly string[]): Promise<Map<string, DecidingRow>> {
  const claims = IDENTIFYING_FIELDS.map((field) => `'${field}', part.fields#>'{${field},claim}'`);
  const rows = await sql.query<DecidingRow>(
    `select d.id, d.risk->'waterfall' as waterfall, d.detail->'services' as services,
            (select jsonb_build_object(${claims.join(", ")})
               from (select d.detail->'fields' as fields offset 0) part) as claims
       from device d where d.id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
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
  const side = (own: "initiator" | "responder", peer: "initiator" | "responder", zone: string, name: string) =>
    `select c.${own}_device_id as "deviceId", ${name} as name, ${zone} as zone, c.protocol, c.bytes, c.id
       from conversation c ${endDevices("c")}
      where c.${own}_device_id = any($1::uuid[]) and c.${peer}_device_id is distinct from c.${own}_device_id
        and not ${isToGroup("c")}`;
  return sql.query<PeerRow>(
    `select "deviceId", name, zone, protocol from (
       select *, row_number() over (partition by "deviceId" order by bytes desc, id) as rank from (
         ${side("initiator", "responder", to, `coalesce(responder.name, c.peer_name, ${endName("responder", "c")})`)}
         union all
         ${side("responder", "initiator", from, endName("initiator", "c"))}) peers) ranked
      where rank <= $2 order by "deviceId", rank`,
    [ids, limit],
  );
}

/** Devices on whose state somebody decided since `since`, decisions that were taken back left out. */
export async function countSettledSince(since: Date): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(distinct device_id) as count from decision
      where kind = 'state' and state <> 'unsanctioned' and undone_at is null and at >= $1`,
    [since],
  );
  return row?.count ?? 0;
}
