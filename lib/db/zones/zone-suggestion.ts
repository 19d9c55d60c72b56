import "server-only";
import type { Dismissal } from "@/lib/domain/zone/suggest/dismissal";
import type { PairTraffic, SuggestDevice } from "@/lib/domain/zone/suggest/suggestion";
import { sql } from "../client";
import { deviceLabel } from "../devices/device-label";
import { endDevices, isToGroup } from "../flows/flow-zones";
import type { Sql } from "../sql";
import { storableJson } from "../storable";

/** With what it is called, also without a name. */
export interface LabelledDevice extends SuggestDevice {
  readonly label: string | null;
}

/** Devices that are not retired, by id. */
export async function loadSuggestDevices(db: Sql = sql): Promise<LabelledDevice[]> {
  // Who stands in one realm, nearly everybody, is read without the large detail.
  return db.query<LabelledDevice>(
    `select id, site_id as "siteId", role, name, ${deviceLabel("device")} as label, zone_id as "zoneId",
            case when cardinality(realm_ids) = 1
              then (select coalesce(jsonb_agg(jsonb_build_object('realm', realm_ids[1], 'ip', ip)), '[]') from unnest(ips) ip)
              else (select coalesce(jsonb_agg(jsonb_build_object('realm', address->'realm', 'ip', address->'ip')), '[]')
                      from jsonb_path_query(detail, '$.interfaces[*].addresses[*]') address) end as addresses
       from device where state <> 'retired' order by id`,
  );
}

/** What every two devices said to each other, and each to whoever is no device; nothing that was said to everybody. */
export async function loadPairTraffic(db: Sql = sql): Promise<PairTraffic[]> {
  return db.query<PairTraffic>(
    `select least(initiator.id, responder.id) as a,
            case when initiator.id is null or responder.id is null then null else greatest(initiator.id, responder.id) end as b,
            sum(c.packets)::bigint as packets, array_agg(distinct c.protocol order by c.protocol) as protocols
       from conversation c ${endDevices("c")}
      where (initiator.id is not null or responder.id is not null)
        and coalesce(initiator.state, '') <> 'retired' and coalesce(responder.state, '') <> 'retired'
        and not ${isToGroup("c")}
      group by 1, 2 order by 1, 2`,
  );
}

/** Changes with any device and any flow; of zones, `placesPrint` tells. */
export async function suggestionState(db: Sql = sql): Promise<string> {
  const [row] = await db.query<{ state: string }>(
    `select concat_ws(' ', (select max(rev) from device), (select max(rev) from device_gone),
                      (select max(rev) from flow_rollup_day)) as state`,
  );
  return row?.state ?? "";
}

export interface SuggestionAnswerRow extends Dismissal {
  readonly id: string;
  readonly answer: "accepted" | "dismissed";
  readonly siteId: string;
  readonly name: string;
  readonly changedZoneId: string | null;
  /** `realm` is a realm's id. */
  readonly addedCidrs: readonly { readonly realm: string; readonly cidr: string }[];
  readonly groupId: string | null;
  readonly actor: string;
  readonly createdAt: Date;
}

const COLUMNS = `id, answer, kind, site_id as "siteId", zone_id as "zoneId", name, device_ids as "deviceIds",
  inside_share as "insideShare", changed_zone_id as "changedZoneId", added_cidrs as "addedCidrs",
  group_id as "groupId", actor, created_at as "createdAt"`;

/** Answers that hold, newest first. */
export async function listSuggestionAnswers(db: Sql = sql): Promise<SuggestionAnswerRow[]> {
  return db.query<SuggestionAnswerRow>(
    `select ${COLUMNS} from zone_suggestion_answer where undone_at is null order by created_at desc, id`,
  );
}

/** The answer, locked; null when there is none or it was taken back. */
export async function lockSuggestionAnswer(tx: Sql, id: string): Promise<SuggestionAnswerRow | null> {
  const [row] = await tx.query<SuggestionAnswerRow>(
    `select ${COLUMNS} from zone_suggestion_answer where id = $1 and undone_at is null for update`,
    [id],
  );
  return row ?? null;
}

export async function insertSuggestionAnswer(tx: Sql, row: Omit<SuggestionAnswerRow, "createdAt">): Promise<void> {
  await tx.run(
    `insert into zone_suggestion_answer (id, answer, kind, site_id, zone_id, name, device_ids, inside_share,
                                         changed_zone_id, added_cidrs, group_id, actor)
     values ($1, $2, $3, $4, $5, $6, $7::uuid[], $8, $9, $10::jsonb, $11, $12)`,
    [
      ...[row.id, row.answer, row.kind, row.siteId, row.zoneId, row.name, row.deviceIds, row.insideShare],
      ...[row.changedZoneId, storableJson(row.addedCidrs), row.groupId, row.actor],
    ],
  );
}

export async function markAnswerUndone(tx: Sql, id: string, actor: string): Promise<void> {
  await tx.run("update zone_suggestion_answer set undone_at = now(), undone_by = $2 where id = $1", [id, actor]);
}
