import "server-only";

/** SQL: a `timestamptz` as microseconds since 1970, as the domain counts time; null stays null. */
export const microsecondsOf = (column: string) => `(extract(epoch from ${column}) * 1000000)::bigint`;
