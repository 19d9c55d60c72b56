import "server-only";
import { UNNAMED_DEVICE } from "@/lib/domain/device/device-title";
import { maxOf, minOf } from "@/lib/domain/long-lists";
import { sql } from "../client";
import { deviceLabel, shownDeviceLabel } from "../devices/device-label";
import { isFlowKnownAt, mayHaveNewsSince } from "../evidence/known-at";
import { FLOW_SUMS, hasMonthBegunAt } from "./flow-month";
import { NO_DAY } from "./flow-rollup-sums";

export interface NewPeerRow {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly peerId: string | null;
  readonly peerName: string;
  readonly protocols: readonly string[];
}

/** A pair of which no conversation began in what was known at the first time. */
interface Candidate extends NewPeerRow {
  readonly ip: string | null;
  /** When the first of its conversations began; null when one has no time. */
  readonly beganUs: number | null;
  /** Whether one of them began in what came in between the two times. */
  readonly isBetween: boolean;
  /** Whether one of them began in what came in after the second time. */
  readonly isLater: boolean;
}

interface Limits {
  /** Conversations that are read. */
  readonly conversations: number;
  readonly pairs: number;
}

const DAY_US = 86_400_000_000;
/** Later than any flow: stands for contents of which it is not known when their flows began. */
const ANY_TIME_US = Number.MAX_SAFE_INTEGER;
const [FROM, TO] = ["$1::timestamptz", "$2::timestamptz"];
const usOf = (at: string) => `extract(epoch from ${at}) * 1000000`;

/** SQL: whether `row`, a flow or the first packet of a conversation, of the content `c` was known at the first time. */
const isKnownBefore = (row: string) =>
  `(${isFlowKnownAt(row, "c", FROM)} or c.format = '${FLOW_SUMS}' and ${hasMonthBegunAt(FROM)})`;
/** SQL: whether it may be of a pair. Frames to a group of cards have no peer. */
const isPair = (row: string) => `${row}.initiator_device_id is not null
  and ${row}.initiator_device_id is distinct from ${row}.responder_device_id
  and coalesce(${row}.responder_device_id::text, ${row}.responder_ip) is not null`;
/** SQL: a time behind the begin of each flow of the content `c`, from its sums by day; null when it has no flow. */
const BEHIND_ITS_FLOWS = `case
  when exists (select 1 from flow_rollup_stale s where s.content_id = c.id)
       or exists (select 1 from flow_rollup r where r.content_id = c.id and r.day = ${NO_DAY}) then ${ANY_TIME_US}
  else coalesce((select (max(r.day)::bigint + 1) * ${DAY_US} from flow_rollup r where r.content_id = c.id),
                (select ${ANY_TIME_US} where exists (select 1 from flow f where f.content_id = c.id))) end`;
/** SQL: whether the content `c` may have flows that became known between the two times. */
const IS_BETWEEN = `c.is_complete and c.known_at <= ${TO} and ${mayHaveNewsSince("c", FROM)}`;

/**
 * Who began to talk to whom: pairs whose first flow came in between the two times. Of a month whose single flows were let
 * go, the sums do not say when in it a pair came: where it began before `from`, its pairs count as known.
 *
 * Flows are many, conversations few: a pair is new only when each of its conversations began in what was not known at
 * `from`. That is the answer, too, unless a file came late, with packets from before those of files that were known; then
 * the flows of these pairs are read. Only so many conversations are read, those of the files that were taken in first, and
 * only so many pairs compared; `isCut` says that there were more.
 */
export async function findNewPeers(
  from: Date,
  to: Date,
  limits: Limits,
): Promise<{ peers: NewPeerRow[]; isCut: boolean }> {
  const { candidates, isCut } = await findCandidates(from, to, limits);
  const known = await findKnownPairs(from, to, candidates);
  const later = await findProtocolsBetween(from, to, candidates);
  const peers = candidates.flatMap(({ deviceId, deviceName, peerId, peerName, ip, protocols, isBetween }) => {
    const key = keyOf({ deviceId, peerId, ip });
    const all = [...new Set([...protocols, ...(later.get(key) ?? [])])].sort();
    const isNew = (isBetween || later.has(key)) && !known.has(keyOf({ deviceId, peerId, ip: peerId ? null : ip }));
    return isNew ? [{ deviceId, deviceName, peerId, peerName, protocols: all }] : [];
  });
  return { peers, isCut };
}

const keyOf = ({ deviceId, peerId, ip }: Pick<Candidate, "deviceId" | "peerId" | "ip">) =>
  `${deviceId}|${peerId ?? ""}|${ip ?? ""}`;

async function findCandidates(
  from: Date,
  to: Date,
  limits: Limits,
): Promise<{ candidates: Candidate[]; isCut: boolean }> {
  const contents = await sql.query<{ id: number; behindUs: number | null; isBetween: boolean; isLater: boolean }>(
    `select c.id, ${IS_BETWEEN} as "isBetween", ${mayHaveNewsSince("c", TO)} as "isLater",
            case when ${IS_BETWEEN} then case when c.format = 'sensor' then least(us, ${usOf(TO)})::bigint else us end end as "behindUs"
       from source_content c cross join lateral (
         -- Without later contents nothing of them is asked.
         select ${BEHIND_ITS_FLOWS} as us from (select 1) one
          where exists (select 1 from source_content l where l.is_complete and ${mayHaveNewsSince("l", TO)})
         union all select null limit 1) behind
      where c.is_complete and ${mayHaveNewsSince("c", FROM)}`,
    [from, to],
  );
  const between = contents.filter(({ isBetween }) => isBetween);
  if (between.length === 0) return { candidates: [], isCut: false };
  const later = contents.filter(({ isLater }) => isLater);
  // A conversation that began later has no flow that was known at the second time.
  const horizonUs = Math.max(0, ...between.map(({ behindUs }) => behindUs ?? 0));
  // In the order of its index, as statistics of contents mislead: one old import may have most of the conversations.
  const conversations = (contentIds: string, condition: string) => `
    (select it.initiator_device_id as a, it.responder_device_id as b, it.responder_ip as ip, it.protocol,
            it.first_seen_us as began_us, ${isFlowKnownAt("it", "c", TO)} as is_between
       from conversation it join source_content c on c.id = it.content_id
      where it.content_id = any(${contentIds}::bigint[]) and ${condition} and not ${isKnownBefore("it")} and ${isPair("it")}
      order by it.content_id, it.first_seen_us limit $3::int + 1)`;
  const [found] = await sql.query<{ candidates: Candidate[]; isCut: boolean }>(
    `with came as materialized (
       select * from (
         ${conversations("$5", isFlowKnownAt("it", "c", TO))}
         union all
         ${conversations("$6", `it.first_seen_us < $7::bigint and not ${isFlowKnownAt("it", "c", TO)}`)}
         union all
         ${conversations("$6", `it.first_seen_us is null and not ${isFlowKnownAt("it", "c", TO)}`)}) it
        limit $3::int + 1
     ), fresh as materialized (
       select a, b, ip, coalesce(array_agg(distinct protocol) filter (where is_between), '{}') as protocols,
              case when bool_and(began_us is not null) then min(began_us) end as began_us,
              bool_or(is_between) as is_between, bool_or(not is_between) as is_later
         from (select * from came limit $3::int) came group by 1, 2, 3
     ), known as materialized (
       select distinct s.a, t.responder_device_id as b, t.responder_ip as ip from (select distinct a from fresh) s
        cross join lateral (
          select t.content_id, t.first_seen_us, t.responder_device_id, t.responder_ip from conversation t
           where t.initiator_device_id = s.a offset 0) t
         join source_content c on c.id = t.content_id
        where c.is_complete and ${isKnownBefore("t")}
          and exists (select 1 from source_content c where c.is_complete and c.known_at <= ${FROM})
     ), candidate as materialized (
       select n.* from fresh n
        where not exists (select 1 from known k where k.a = n.a and k.b = n.b)
          and not exists (select 1 from known k where n.b is null and k.a = n.a and k.ip = n.ip)
        order by a, b, ip limit $4::int + 1
     ), named as (
       select n.a as "deviceId", ${shownDeviceLabel("d")} as "deviceName", n.b as "peerId",
              coalesce(${deviceLabel("p")}, n.ip, '${UNNAMED_DEVICE}') as "peerName", n.ip, n.protocols, n.began_us as "beganUs",
              n.is_between as "isBetween", n.is_later as "isLater"
         from (select * from candidate order by a, b, ip limit $4::int) n
         join device d on d.id = n.a left join device p on p.id = n.b
     )
     select (select count(*) from candidate) > $4::int or (select count(*) from came) > $3::int as "isCut",
            coalesce((select json_agg(it order by "deviceName", "peerName", "deviceId", ip) from named it), '[]') as candidates`,
    [from, to, limits.conversations, limits.pairs, between.map(({ id }) => id), later.map(({ id }) => id), horizonUs],
  );
  return found as { candidates: Candidate[]; isCut: boolean };
}

/** Of the candidates those that flows show to have been known at the first time. */
async function findKnownPairs(from: Date, to: Date, candidates: readonly Candidate[]): Promise<Set<string>> {
  if (candidates.length === 0) return new Set();
  const began = minOf(candidates.map(({ beganUs }) => beganUs ?? 0));
  const contents = await sql.query<{ id: number; us: number }>(
    `select * from (
       select c.id, case when c.format = 'sensor' then least(us, ${usOf(FROM)} + 1)::bigint else us end as us
         from source_content c cross join lateral (select ${BEHIND_ITS_FLOWS} as us) behind
        where c.is_complete and c.flows_dropped_at is null and $2::timestamptz is not null
          and (c.known_at <= ${FROM} or c.format = '${FLOW_SUMS}')) c
      where us > $3::bigint`,
    [from, to, began],
  );
  const behind = maxOf(contents.map(({ us }) => us));
  const asked = candidates.filter(({ beganUs }) => (beganUs ?? 0) < behind);
  const rows = await readFlows(from, to, asked, contents, isKnownBefore("f"));
  return new Set(rows.map(({ deviceId, peerId, ip }) => keyOf({ deviceId, peerId, ip: peerId ? null : ip })));
}

/** What pairs with conversations that began later spoke in flows that came in between the two times. */
async function findProtocolsBetween(
  from: Date,
  to: Date,
  candidates: readonly Candidate[],
): Promise<Map<string, string[]>> {
  const asked = candidates.filter(({ isLater }) => isLater);
  const found = new Map<string, string[]>();
  if (asked.length === 0) return found;
  const contents = await sql.query<{ id: number }>(`select c.id from source_content c where ${IS_BETWEEN}`, [from, to]);
  const condition = `${isFlowKnownAt("f", "c", TO)} and not ${isKnownBefore("f")} and ${isPair("f")}`;
  for (const row of await readFlows(from, to, asked, contents, condition)) {
    const key = keyOf(row);
    found.set(key, [...(found.get(key) ?? []), row.protocol]);
  }
  return found;
}

/** Pairs and protocols in the flows of the candidates' devices and these contents that fulfil the condition. */
async function readFlows(
  from: Date,
  to: Date,
  candidates: readonly Candidate[],
  contents: readonly { id: number }[],
  condition: string,
): Promise<{ deviceId: string; peerId: string | null; ip: string | null; protocol: string }[]> {
  if (candidates.length === 0 || contents.length === 0) return [];
  return sql.query(
    `select distinct f.initiator_device_id as "deviceId", f.responder_device_id as "peerId", f.responder_ip as ip, f.protocol
       from unnest($3::uuid[]) a
      cross join lateral (select * from flow f where f.initiator_device_id = a and f.content_id = any($4::bigint[]) offset 0) f
       join source_content c on c.id = f.content_id
      where $1::timestamptz <= $2::timestamptz and ${condition}`,
    [from, to, [...new Set(candidates.map(({ deviceId }) => deviceId))], contents.map(({ id }) => id)],
  );
}
