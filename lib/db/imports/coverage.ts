import "server-only";
import type { CoverageFigures, RoutedSubnet, TimeSpan } from "@/lib/domain/coverage/coverage";
import { sql } from "../client";
import { readPrint } from "../print";
import type { Sql } from "../sql";
import { NAMES_PRINT, SOURCES_PRINT } from "./sources-print";

/**
 * Figures of every complete content that has none yet, or has grown since: one pass over its flows. Called when an import
 * ends and before coverage is read, so that whoever writes contents need not know of it. What single flows count for
 * stands in lib/domain/coverage/measure-flows.ts.
 */
export async function measureNewContents(tx: Sql, encryptedProtocols: readonly string[]): Promise<void> {
  await tx.run(
    `insert into content_coverage (content_id, revision, figures)
     select c.id, c.committed_observations::bigint + c.committed_flows, jsonb_build_object(
              'flows', count(f.seq), 'packets', coalesce(sum(f.packets), 0),
              'tcpFlows', count(*) filter (where tcp), 'oneSidedFlows', count(*) filter (where tcp and one_sided),
              'portOnlyPackets', coalesce(sum(f.packets) filter (where f.evidence = 'port-only'), 0),
              'unknownPackets', coalesce(sum(f.packets) filter (
                where f.protocol = 'unknown' and f.transport in ('tcp', 'udp', 'sctp')), 0),
              'encryptedPackets', coalesce(sum(f.packets) filter (where f.protocol = any($1::text[])), 0))
       from source_content c
       left join lateral (
         select seq, packets, evidence, protocol, transport,
                transport = 'tcp' and evidence in ('payload', 'handshake') as tcp,
                packets_from_responder = 0 or packets_from_responder = packets as one_sided
           from flow where content_id = c.id) f on true
      where c.is_complete and not exists (
        select 1 from content_coverage it
         where it.content_id = c.id and it.revision = c.committed_observations::bigint + c.committed_flows)
      group by c.id
     on conflict (content_id) do update set revision = excluded.revision, figures = excluded.figures`,
    [encryptedProtocols],
  );
}

/**
 * Adds what came to a content to its figures, where they are of all that it had before; else it is measured as a whole
 * when somebody asks.
 * @param revisions rows of the content before and after
 */
export async function addToCoverage(
  tx: Sql,
  contentId: number,
  { from, to }: { readonly from: number; readonly to: number },
  more: CoverageFigures,
): Promise<void> {
  const sums = FIGURES.map((it) => `'${it}', (v.figures->>'${it}')::bigint + (excluded.figures->>'${it}')::bigint`);
  await tx.run(
    `insert into content_coverage as v (content_id, revision, figures)
     select $1::bigint, $3::bigint, $4::jsonb
      where $2::bigint = 0 or exists (select 1 from content_coverage where content_id = $1::bigint)
     on conflict (content_id) do update set revision = excluded.revision, figures = jsonb_build_object(${sums.join(", ")})
      where v.revision = $2::bigint`,
    [contentId, from, to, JSON.stringify(more)],
  );
}

export interface SourceRow {
  readonly realmId: string;
  readonly realm: string;
  readonly site: string;
  readonly sensor: string | null;
  readonly contents: number;
  readonly figures: CoverageFigures;
  readonly records: number;
  readonly ignored: number;
  readonly truncated: number;
  readonly malformed: number;
  /** By the kernel of a live sensor, over the batches that are remembered; null when nobody counted. */
  readonly dropped: number | null;
  readonly spans: readonly TimeSpan[];
}

/** Sums per realm and sensor over imported files. A content that came several times counts where it came first. */
export async function sumFileCoverage(): Promise<SourceRow[]> {
  return sql.query<SourceRow>(
    `select ${SOURCE}, ${SUMMED_FIGURES}, null as dropped,
            coalesce(sum((f.ledger->>'records')::bigint), 0)::bigint as records,
            coalesce(sum((f.ledger->>'ignored')::bigint), 0)::bigint as ignored,
            coalesce(sum((f.ledger->>'truncated')::bigint), 0)::bigint as truncated,
            coalesce(sum((f.ledger->>'malformed')::bigint), 0)::bigint as malformed,
            coalesce(jsonb_agg(jsonb_build_object('fromUs', f.first_seen_us, 'toUs', f.last_seen_us))
              filter (where f.first_seen_us is not null and (v.figures->>'flows')::bigint > 0), '[]') as spans
       from content_coverage v
       join source_content c on c.id = v.content_id
       join realm r on r.id = c.realm_id
       join site s on s.id = r.site_id
       join lateral (
         select f.ledger, f.first_seen_us, f.last_seen_us, i.sensor_id
           from import_file f join import i on i.id = f.import_id
          where f.content_id = c.id and f.state in ('read', 'duplicate') order by i.created_at, f.number limit 1) f on true
       left join sensor n on n.id = f.sensor_id
      group by r.id, r.name, s.name, n.name
      order by s.name, r.name, n.name nulls last`,
  );
}

/** A text that is another after anything has changed that `sumFileCoverage` or `sumLedgers` reads. */
export async function fileCoveragePrint(): Promise<string> {
  return readPrint([SOURCES_PRINT, "(select count(*) || ' ' || coalesce(sum(revision), 0) from content_coverage)"]);
}

/** A text that is another after anything has changed that `sumLiveCoverage` reads: a batch adds to its hour's sums. */
export async function liveCoveragePrint(): Promise<string> {
  const sums = ["hour", "from_us", "to_us", "dropped", "records", "ignored", "truncated", "malformed"];
  return readPrint([
    NAMES_PRINT,
    `(select concat_ws(' ', count(*), ${sums.map((it) => `coalesce(sum(${it}), 0)`).join(", ")}, max(received_at))
        from sensor_hour)`,
    `(select count(*) || ' ' || coalesce(sum(v.revision), 0) from content_coverage v
        join source_content c on c.id = v.content_id where c.sensor_id is not null)`,
  ]);
}

/**
 * Sums per live sensor: its days' flows, and what its remembered batches say by the hour. Hours that touch are one span, as
 * `mergeSpans` makes them: a sensor that never pauses has one.
 */
export async function sumLiveCoverage(): Promise<SourceRow[]> {
  return sql.query<SourceRow>(
    `with spans as (
       select sensor_id, min(from_us) as from_us, max(to_us) as to_us
         from (select *, count(*) filter (where is_new) over (partition by sensor_id order by from_us, hour) as span
                 from (select sensor_id, hour, from_us, to_us,
                              from_us > max(to_us) over (partition by sensor_id order by from_us, hour
                                                         rows between unbounded preceding and 1 preceding) as is_new
                         from sensor_hour where from_us is not null) marked) numbered
        group by sensor_id, span)
     select ${SOURCE}, ${SUMMED_FIGURES},
            b.dropped, b.records, b.ignored, b.truncated, b.malformed,
            coalesce(p.spans, '[]') as spans
       from content_coverage v
       join source_content c on c.id = v.content_id
       join sensor n on n.id = c.sensor_id
       join realm r on r.id = n.realm_id
       join site s on s.id = r.site_id
       left join (
         select sensor_id, sum(dropped)::bigint as dropped, sum(records)::bigint as records, sum(ignored)::bigint as ignored,
                sum(truncated)::bigint as truncated, sum(malformed)::bigint as malformed
           from sensor_hour group by 1) b on b.sensor_id = n.id
       left join (
         select sensor_id, jsonb_agg(jsonb_build_object('fromUs', from_us, 'toUs', to_us)) as spans
           from spans group by 1) p on p.sensor_id = n.id
      group by r.id, r.name, s.name, n.name, b.dropped, b.records, b.ignored, b.truncated, b.malformed, p.spans
      order by s.name, r.name, n.name`,
  );
}

const FIGURES: readonly (keyof CoverageFigures)[] = [
  "flows",
  "packets",
  "tcpFlows",
  "oneSidedFlows",
  "portOnlyPackets",
  "unknownPackets",
  "encryptedPackets",
];
const SUMMED_FIGURES = `jsonb_build_object(${FIGURES.map((it) => `'${it}', sum((v.figures->>'${it}')::bigint)`).join(", ")}) as figures`;
const SOURCE = `r.id as "realmId", r.name as realm, s.name as site, n.name as sensor, count(*) as contents`;

/** Subnets (/24) with two or more devices of which not one shows a card of its own; most devices first. */
export async function findRoutedSubnets(): Promise<(RoutedSubnet & { readonly realmId: string })[]> {
  return sql.query<RoutedSubnet & { readonly realmId: string }>(
    `select r.id as "realmId", r.name as realm, it.cidr, it.devices
       from (select d.realm_ids[1] as realm_id, network(set_masklen(d.ips[1]::inet, 24))::text as cidr,
                    count(*) as devices
               from device d
              where d.state <> 'retired' and cardinality(d.ips) > 0 and d.ips[1] like '%.%' and d.ips[1] not like '%:%'
              group by 1, 2
             having count(*) >= 2 and count(*) filter (where cardinality(d.macs) > 0) = 0) it
       join realm r on r.id = it.realm_id
      order by it.devices desc, it.cidr`,
  );
}

/** Realms and days (UTC, counted from 1970-01-01) between two days, both included, on which somebody listened. */
export async function findListenedDays(
  fromDay: number,
  toDay: number,
): Promise<{ realmId: string; site: string; realm: string; day: number }[]> {
  return sql.query(
    `select distinct r.id as "realmId", s.name as site, r.name as realm, it.day::int as day
       from content_facts f
       join realm r on r.id = f.realm_id
       join site s on s.id = r.site_id
      cross join lateral unnest(f.listening_from, f.listening_to) as span(from_us, to_us)
      cross join lateral generate_series(
        greatest(span.from_us / 86400000000, $1::bigint), least(span.to_us / 86400000000, $2::bigint)) as it(day)
      where f.listening_to[cardinality(f.listening_to)] / 86400000000 >= $1`,
    [fromDay, toDay],
  );
}
