import "server-only";
import type { DeviceQuery } from "@/lib/contracts/devices";
import type { DeviceFilter } from "@/lib/db/devices/device-filter";
import { DEVICE_FACETS } from "@/lib/domain/device/device-facets";
import { AppError } from "@/lib/domain/errors";
import { parseQuery } from "@/lib/domain/query/parse-query";
import type { Query } from "@/lib/domain/query/query";

/** The query that the text is; an AppError says what is wrong with it and where. */
export function readQuery(text: string): Query {
  const { query, error } = parseQuery(text);
  if (!error) return query;
  const before = text.slice(Math.max(0, error.from - 20), error.from);
  const wrong = text.slice(error.from, error.to) || "the end";
  throw new AppError(
    "bad-request",
    `The query cannot be read: ${error.message.replace(/[.?]?$/, (end) => end || ".")}`,
    {
      invalidParams: [
        { name: "q", reason: `at character ${error.from + 1}, ${before ? `behind "${before}": ` : ""}${wrong}` },
      ],
    },
  );
}

/** What narrows a list: its query, its facets and its realms. */
export function readFilter(query: Partial<DeviceQuery>): DeviceFilter {
  const facets = Object.fromEntries(DEVICE_FACETS.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
  return { ...facets, query: readQuery(query.q ?? ""), ...(query.realm ? { realm: query.realm } : {}) };
}
