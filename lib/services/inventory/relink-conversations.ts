import "server-only";
import { loadConversationsById, loadConversationsOfNobody } from "@/lib/db/conversation";
import { linkFlows, loadFlowsAt, readFlows, type StoredFlow } from "@/lib/db/flow";
import type { ContentOrigin } from "@/lib/db/source-content";
import type { Sql } from "@/lib/db/sql";
import type { Device } from "@/lib/domain/device/device";
import type { Neighbourhood } from "@/lib/domain/device/neighbourhood";
import type { FlowEnd } from "@/lib/domain/flow/flow";
import {
  type Conversation,
  ConversationFolder,
  conversationIdOf,
  type LinkedFlow,
} from "@/lib/domain/flow/fold-conversations";
import { flowLinker } from "@/lib/domain/flow/link-flows";
import type { TimeUs } from "@/lib/domain/observation";

export interface RelinkedConversations {
  /** As they are now. */
  readonly changed: readonly Conversation[];
  /** As they were, of those that changed or are no more. */
  readonly before: readonly Conversation[];
  readonly gone: readonly string[];
}

interface Ends {
  readonly initiatorDeviceId: string | null;
  readonly responderDeviceId: string | null;
}

interface Part {
  readonly contents: ReadonlyMap<number, ContentOrigin>;
  readonly fresh: ReadonlyMap<number, ContentOrigin>;
  readonly neighbourhood: Neighbourhood;
  /** The devices of the part as they are stored, and as they are now. */
  readonly before: readonly Pick<Device, "id" | "interfaces">[];
  readonly after: readonly Device[];
  /** Conversations that have lost flows, as they were. */
  readonly lessened: readonly Conversation[];
}

/**
 * Links the flows of the contents that came in, and those whose ends became other devices, and adds up anew the
 * conversations that this concerns. Flows whose ends are outside the part keep their devices. Writes the links of flows.
 */
export async function relinkConversations(tx: Sql, part: Part): Promise<RelinkedConversations> {
  const { contents, fresh, neighbourhood } = part;
  const [then, now] = [flowLinker({ devices: part.before }), flowLinker({ devices: part.after })];
  const dirty = neighbourhood.places().filter(({ realm, ip }) => then.wordOn(realm, ip) !== now.wordOn(realm, ip));
  const realms = [...new Set([...contents.values()].map(({ origin }) => origin.realm))];
  const dirtyMacs = neighbourhood
    .macs()
    .filter((mac) => realms.some((realm) => then.cardHolder(realm, mac) !== now.cardHolder(realm, mac)));
  const dirtyIps = [...new Set(dirty.map(({ ip }) => ip))];

  const { lessened } = part;
  const ofNobody = lessened.filter((it) => it.initiatorDeviceId === null && it.responderDeviceId === null);
  const movers = new Set([
    ...dirty.flatMap(({ realm, ip }) => [...then.holdersOf(realm, ip), ...now.holdersOf(realm, ip)]),
    ...dirtyMacs.flatMap((mac) =>
      realms.flatMap((realm) => [then.cardHolder(realm, mac), now.cardHolder(realm, mac)].filter((id) => id !== null)),
    ),
    ...lessened.flatMap((it) => [it.initiatorDeviceId, it.responderDeviceId].filter((id) => id !== null)),
  ]);
  const nobodys = [...(await loadConversationsOfNobody(tx, dirtyIps)), ...ofNobody];
  // An address that lost its device joins its flows to those of nobody there.
  const hasLost = dirty.some(({ realm, ip }) => now.holdersOf(realm, ip).length === 0);
  const reads = {
    deviceIds: [...movers],
    ips:
      nobodys.length > 0 || hasLost
        ? [...new Set([...dirtyIps, ...nobodys.flatMap((it) => [it.initiator.ip ?? "", it.responder.ip ?? ""])])]
        : [],
    macs: [...dirtyMacs, ...ofNobody.flatMap((it) => it.initiator.mac ?? [])],
  };
  const old = movers.size + reads.ips.length + reads.macs.length > 0 ? await loadFlowsAt(tx, contents, reads) : [];

  const linkOf = (realm: string, end: FlowEnd, atUs: TimeUs | null, stored: string | null) => {
    const isInside = end.ip !== null ? neighbourhood.holdsPlace(realm, end.ip) : neighbourhood.holdsMac(end.mac ?? "");
    return isInside ? now.deviceAt(realm, end, atUs) : stored;
  };
  const affected = new Set(lessened.map(({ id }) => id));
  const isFresh = (flow: StoredFlow) => fresh.has(flow.contentId);
  const linked: { readonly flow: LinkedFlow; readonly id: string }[] = [];
  const take = async (flows: readonly StoredFlow[]) => {
    const changed: (Ends & { readonly contentId: number; readonly seq: number })[] = [];
    for (const { contentId, seq, flow, flows: count, initiatorDeviceId, responderDeviceId } of flows) {
      const { origin } = contents.get(contentId) as ContentOrigin;
      const ends: Ends = {
        initiatorDeviceId: linkOf(origin.realm, flow.initiator, flow.firstSeenUs, initiatorDeviceId),
        responderDeviceId: linkOf(origin.realm, flow.responder, flow.firstSeenUs, responderDeviceId),
      };
      const whole = { flow, flows: count, citation: { ...origin, position: flow.position } };
      const it = { ...whole, ...ends };
      const id = conversationIdOf(it);
      linked.push({ flow: it, id });
      if (ends.initiatorDeviceId === initiatorDeviceId && ends.responderDeviceId === responderDeviceId) continue;
      changed.push({ contentId, seq, ...ends });
      if (fresh.has(contentId)) continue;
      affected.add(id);
      affected.add(conversationIdOf({ ...whole, initiatorDeviceId, responderDeviceId }));
    }
    await linkFlows(tx, changed);
  };
  await take(old.filter((flow) => !isFresh(flow)));
  const oldCount = linked.length;
  for await (const { flows } of readFlows(tx, fresh)) await take(flows);

  // What only grew goes on from its sum; the rest is added up from all of its flows.
  const grown = [...new Set(linked.slice(oldCount).map(({ id }) => id))].filter((id) => !affected.has(id));
  const folder = new ConversationFolder(await loadConversationsById(tx, grown));
  linked.forEach(({ flow, id }, index) => {
    if (index >= oldCount || affected.has(id)) folder.add(flow);
  });
  const changed = folder.finish();
  const present = new Set(changed.map(({ id }) => id));
  const known = new Set(lessened.map(({ id }) => id));
  const before = [
    ...lessened,
    ...(await loadConversationsById(
      tx,
      [...affected].filter((id) => !known.has(id)),
    )),
  ];
  return { changed, before, gone: before.map(({ id }) => id).filter((id) => !present.has(id)) };
}

/** The devices at the other ends of these conversations, and at this one. */
export function endsOf(conversations: Iterable<Conversation>): Set<string> {
  const ids = new Set<string>();
  for (const { initiatorDeviceId, responderDeviceId } of conversations) {
    if (initiatorDeviceId !== null) ids.add(initiatorDeviceId);
    if (responderDeviceId !== null) ids.add(responderDeviceId);
  }
  return ids;
}
