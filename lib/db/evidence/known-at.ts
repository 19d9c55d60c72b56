import "server-only";

/**
 * How long the content of one day of a live sensor grows, as an SQL interval: a day, and what a sensor kept on its disk
 * while the server was away.
 */
const GROWING = "interval '2 days'";

/**
 * SQL: whether the inventory had the flow `f` of the content `c` at that time. A file's flows are known when the file is
 * merged; those of a live sensor's day come in minute by minute, and each is known from its first packet on.
 */
export function isFlowKnownAt(flow: string, content: string, at: string): string {
  return `(${content}.known_at <= ${at} and (${content}.format <> 'sensor' or ${flow}.first_seen_us is null
           or ${flow}.first_seen_us <= extract(epoch from ${at}) * 1000000))`;
}

/** SQL: whether all flows of the content, as it is now, were known then or none was: its sums can be trusted. */
export function isWholeAt(content: string, at: string): string {
  return `(${content}.format <> 'sensor' or ${content}.created_at + ${GROWING} <= ${at} or ${content}.known_at > ${at})`;
}

/** SQL: whether the content may have flows that became known after that time. */
export function mayHaveNewsSince(content: string, at: string): string {
  return `(${content}.known_at > ${at} or ${content}.format = 'sensor' and ${content}.created_at + ${GROWING} > ${at})`;
}
