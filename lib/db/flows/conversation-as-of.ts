import "server-only";
import { sql } from "../client";
import { isFlowKnownAt } from "../evidence/known-at";
import { SqlParameters } from "../sql-parameters";
import {
  type ConversationFilter,
  EXPORTED_COLUMNS,
  type ExportedConversation,
  exportConditions,
} from "./conversation-export";
import { CONVERSATION_KEY, FLOW_SUMS, firstOf, hasMonthBegunAt, KEY_MACS, MONTH } from "./flow-month";
import { endDevices } from "./flow-zones";
import { operationSums } from "./operation-sums";

/** How many initiators' flows are added up at once. */
const INITIATORS = 500;

/** A way in which flows name their initiator, as SQL: the next ones behind `after` in order, and whether the flow `f` has one. */
interface InitiatorKind {
  readonly first: string;
  readonly next: (after: string, rows: string) => string;
  readonly isOf: string;
}

const KINDS: readonly InitiatorKind[] = [
  {
    first: "00000000-0000-0000-0000-000000000000",
    next: (after, rows) => `select distinct initiator_device_id as one from conversation
      where initiator_device_id > ${after}::uuid order by 1 limit ${rows}`,
    isOf: "f.initiator_device_id = initiator.one",
  },
  {
    first: "",
    next: (after, rows) => `select distinct initiator_ip as one from conversation
      where initiator_device_id is null and initiator_ip > ${after} order by 1 limit ${rows}`,
    isOf: "f.initiator_device_id is null and f.initiator_ip = initiator.one",
  },
  {
    first: "",
    next: (after, rows) => `select distinct initiator_mac as one from conversation
      where initiator_device_id is null and initiator_ip is null and initiator_mac > ${after} order by 1 limit ${rows}`,
    isOf: "f.initiator_device_id is null and f.initiator_ip is null and f.initiator_mac = initiator.one",
  },
];

/** The flows `f` of contents `c` as conversations, as SQL. */
const SUMS = `c.realm_id, ${CONVERSATION_KEY.map((it) => `f.${it}`).join(", ")},
  ${firstOf("initiator_mac")} as initiator_mac, ${firstOf("responder_mac")} as responder_mac, sum(f.flows)::bigint as flows,
  sum(f.packets)::bigint as packets, sum(f.bytes)::bigint as bytes, ${operationSums("f.operations")} as operations,
  min(f.first_seen_us) as first_seen_us, max(f.last_seen_us) as last_seen_us`;
const SAME = ["c.realm_id", ...CONVERSATION_KEY.map((it) => `f.${it}`), ...KEY_MACS].join(", ");

/**
 * Flows as they were known then, added up over all files; initiator by initiator, so that memory does not grow with their
 * number. The devices at their ends are those of today, as in the list of flows.
 */
export async function* streamConversationsAsOf(
  asOf: Date,
  filter: ConversationFilter,
  initiators = INITIATORS,
): AsyncGenerator<ExportedConversation> {
  for (const { first, next, isOf } of KINDS) {
    let after = first;
    for (;;) {
      const among = new SqlParameters();
      const found = await sql.query<{ one: string }>(
        next(among.add(after), `${among.add(initiators)}::int`),
        among.values,
      );
      const last = found.at(-1);
      if (!last) break;
      after = last.one;
      const parameters = new SqlParameters();
      const ones = `${parameters.add(found.map(({ one }) => one))}::${first === "" ? "text" : "uuid"}[]`;
      const isKnown = isFlowKnownAt("f", "c", `${parameters.add(asOf)}::timestamptz`);
      const conditions = ["true", ...exportConditions(filter, parameters)].join(" and ");
      yield* await sql.query<ExportedConversation>(
        `with c as (
           select initiator.at, ${SUMS}
             from unnest(${ones}) with ordinality initiator(one, at)
            cross join lateral (select * from flow f where ${isOf} offset 0) f
             join source_content c on c.id = f.content_id and c.is_complete and ${isKnown}
            group by initiator.at, ${SAME})
         select ${EXPORTED_COLUMNS} from c join realm r on r.id = c.realm_id ${endDevices("c")}
          where ${conditions}
          order by c.at, c.initiator_ip, c.initiator_mac, c.responder_ip, c.responder_mac, c.responder_device_id, c.transport,
                   c.port, c.protocol, c.peer_name, r.id`,
        parameters.values,
      );
    }
  }
}

/** Months ("2026-06", UTC) whose single flows were let go and in which the time lies: what was known then, nobody can say. */
export async function findUnknownMonth(asOf: Date): Promise<string | null> {
  const [row] = await sql.query<{ month: string }>(
    `select ${MONTH} as month from source_content c
      where c.format = '${FLOW_SUMS}' and c.known_at > $1 and ${hasMonthBegunAt("$1")} order by 1 limit 1`,
    [asOf],
  );
  return row?.month ?? null;
}
