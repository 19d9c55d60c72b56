import "server-only";
import { settleRepeatedOperations, type TellingContent } from "@/lib/db/flows/repeated-operations";
import type { ContentOrigin } from "@/lib/db/imports/source-content";
import { loadKnownContents } from "@/lib/db/inventory/inventory-part";
import type { Sql } from "@/lib/db/sql";
import { tellingOf } from "@/lib/domain/flow/telling";

/**
 * Settles which of several logs counts the requests that all of them tell of, whatever the order in which they came.
 * Gives the reason why the whole has to be computed, when that changed flows that the inventory was computed with.
 */
export async function recountOperations(tx: Sql, contents: ReadonlyMap<number, ContentOrigin>): Promise<string | null> {
  const groups = new Map<string, TellingContent[]>();
  for (const { id, origin } of contents.values()) {
    const telling = tellingOf(origin.format);
    if (telling === null) continue;
    const key = `${origin.realm} ${telling.family}`;
    const content = { id, realm: origin.realm, ...telling };
    const group = groups.get(key);
    if (group) group.push(content);
    else groups.set(key, [content]);
  }
  if (groups.size === 0) return null;
  const known = await loadKnownContents(tx);
  const isAnyGone = [...known.keys()].some((id) => !contents.has(id));
  const concerned = [...groups.values()].filter((group) => {
    const isSeveral = new Set(group.map(({ rank }) => rank)).size > 1;
    return isAnyGone || (isSeveral && group.some(({ id }) => !known.has(id)));
  });
  if (concerned.length === 0) return null;
  const changed = await settleRepeatedOperations(tx, concerned.flat());
  return [...changed].some((id) => known.has(id)) ? "another log tells of the same requests" : null;
}
