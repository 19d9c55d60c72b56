import "server-only";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { NO_TIME } from "./flow-month";
import { endDevices, zoneKeys } from "./flow-zones";

/** The day of flows without a time. */
export const NO_DAY = -1;
/** Of more ports than these only that there are many is kept, as MANY_PORTS: no rule on ports names those. */
export const MAX_PORTS = 32;
export const MANY_PORTS = "many";

/** The UTC day on which the flow `f` began, as SQL text. */
export const FLOW_DAY = `case when f.first_seen_us is null then ${NO_DAY} else (f.first_seen_us / 86400000000)::int end`;
const { from: FROM_ZONE, to: TO_ZONE } = zoneKeys("f", "content.realm_id");
const OPERATION_SUMS = `array[${OPERATIONS.map((it) => `coalesce(sum((f.operations->>'${it}')::bigint), 0)`).join(", ")}]::bigint[]`;
/** Of sums `s`. */
export const OPERATIONS_ADDED = `array[${OPERATIONS.map((_, at) => `sum(s.operations[${at + 1}])::bigint`).join(", ")}]`;
export const fewPorts = (ports: string) =>
  `case when cardinality(${ports}) > ${MAX_PORTS} then array['${MANY_PORTS}'] else ${ports} end`;
/** Of the flows, the newest first; those without a time stand behind the others. */
const NEWEST_FIRST = "f.last_seen_us desc nulls last, f.seq";
const SEQS = `array_agg(f.seq order by ${NEWEST_FIRST})`;
/** When each of them was last seen, in the same order: so a flow that joins finds its place without a look at the others. */
const SEEN = `array_agg(coalesce(f.last_seen_us, '${NO_TIME}'::bigint) order by ${NEWEST_FIRST})`;
const PORTS = `array_agg(distinct f.transport || ' ' || f.port) filter (where f.port is not null)`;

/** The columns of the sums, in the order of `sumsOf`. */
export const SUM_COLUMNS = `content_id, day, from_zone, to_zone, protocol, flows, packets, bytes, operations,
  first_seen_us, last_seen_us, ports, seqs, seen_us, oldest_us`;

/** What flows `f` add up to; the columns behind the key. */
export const SUMS = `count(*) as flows, sum(f.packets) as packets, sum(f.bytes) as bytes, ${OPERATION_SUMS} as operations,
  min(f.first_seen_us) as first_seen_us, max(f.last_seen_us) as last_seen_us,
  ${fewPorts(`coalesce(${PORTS}, '{}')`)} as ports, ${SEQS} as seqs, ${SEEN} as seen_us,
  min(coalesce(f.last_seen_us, ${NO_TIME})) as oldest_us`;

/** Sums of the flows `f` by content, day, zones and protocol, as SQL text. */
export const sumsOf = (flows: string, condition = "true") => `
  select f.content_id, ${FLOW_DAY} as day, ${FROM_ZONE} as from_zone, ${TO_ZONE} as to_zone, f.protocol, ${SUMS}
    from ${flows} f join source_content content on content.id = f.content_id ${endDevices("f")}
   where ${condition} group by 1, 2, 3, 4, 5`;
