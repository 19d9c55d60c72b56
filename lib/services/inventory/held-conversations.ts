import "server-only";
import {
  findPeerIds,
  loadConversationsOf,
  removeConversations,
  upsertConversations,
} from "@/lib/db/flows/conversation";
import type { Sql } from "@/lib/db/sql";
import type { Conversation } from "@/lib/domain/flow/fold-conversations";
import type { RelinkedConversations } from "./relink-conversations";

/** The conversations as they are after flows were linked anew. */
export interface HeldConversations {
  /** Those in which one of the devices stands, in the order of ids. */
  of(deviceIds: readonly string[]): Promise<Conversation[]>;
  /** Devices that talk with one of these. */
  peersOf(deviceIds: readonly string[]): Promise<string[]>;
}

/** Writes what became of them. */
export async function writeConversations(
  tx: Sql,
  { changed, gone }: RelinkedConversations,
  contentIdOf: (conversation: Conversation) => number,
): Promise<HeldConversations> {
  await removeConversations(tx, gone);
  await upsertConversations(tx, changed, contentIdOf);
  return { of: (ids) => loadConversationsOf(tx, ids), peersOf: (ids) => findPeerIds(tx, ids) };
}

/** The same with nothing written. */
export function overlayConversations(tx: Sql, { changed, gone }: RelinkedConversations): HeldConversations {
  const replaced = new Set([...gone, ...changed.map(({ id }) => id)]);
  const of = async (ids: readonly string[]) => {
    const wanted = new Set<string | null>(ids);
    const stored = await loadConversationsOf(tx, ids);
    return [
      ...stored.filter(({ id }) => !replaced.has(id)),
      ...changed.filter((it) => wanted.has(it.initiatorDeviceId) || wanted.has(it.responderDeviceId)),
    ].sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  return {
    of,
    async peersOf(ids) {
      const wanted = new Set<string | null>(ids);
      const peers = (await of(ids)).flatMap(({ initiatorDeviceId, responderDeviceId }) => [
        ...(wanted.has(initiatorDeviceId) ? [responderDeviceId] : []),
        ...(wanted.has(responderDeviceId) ? [initiatorDeviceId] : []),
      ]);
      return [...new Set(peers.filter((id) => id !== null))];
    },
  };
}
