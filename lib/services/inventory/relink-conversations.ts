import "server-only";
import { loadConversationsById, loadConversationsOfNobody } from "@/lib/db/flows/conversation";
import { type FlowLink, linkFlows, loadFlowsAt, readFlows, type StoredFlow } from "@/lib/db/flows/flow";
import type { ContentOrigin } from "@/lib/db/imports/source-content";
import type { Sql } from "@/lib/db/sql";
import type { Device } from "@/lib/domain/device/device";
import { ConversationFolder } from "@/lib/domain/flow/conversation-folder";
import type { FlowEnd } from "@/lib/domain/flow/flow";
import {
  type Conversation,
  conversationIdOf,
  growConversation,
  joinConversations,
  type LinkedFlow,
} from "@/lib/domain/flow/fold-conversations";
import { flowLinker } from "@/lib/domain/flow/link-flows";
import type { Neighbourhood } from "@/lib/domain/identity/neighbourhood";
import { pushAll } from "@/lib/domain/long-lists";
import type { Origin, TimeUs } from "@/lib/domain/observation";
import type { News } from "./news";

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
  readonly news: News;
  readonly neighbourhood: Neighbourhood;
  /** The devices of the part as they are stored, and as they are now. */
  readonly before: readonly Pick<Device, "id" | "interfaces">[];
  readonly after: readonly Device[];
  /** Conversations that have lost flows, as they were. */
  readonly lessened: readonly Conversation[];
}

/** A flow with its devices, and the conversation that it is part of. */
interface Linked {
  readonly flow: LinkedFlow;
  readonly id: string;
}

/**
 * Links the flows that came in, and those whose ends became other devices, and adds up anew the conversations that this
 * concerns. Flows whose ends are outside the part keep their devices. Writes the links of flows.
 */
export async function relinkConversations(tx: Sql, part: Part): Promise<RelinkedConversations> {
  const { contents, news, neighbourhood } = part;
  const [then, now] = [flowLinker({ devices: part.before }), flowLinker({ devices: part.after })];
  const dirty = neighbourhood.places().filter(({ realm, ip }) => then.wordOn(realm, ip) !== now.wordOn(realm, ip));
  const realms = [...new Set([...contents.values()].map(({ origin }) => origin.realm))];
  const dirtyMacs = neighbourhood
    .macs()
    .filter((mac) => realms.some((realm) => then.cardHolder(realm, mac) !== now.cardHolder(realm, mac)));
  const dirtyIps = [...new Set(dirty.map(({ ip }) => ip))];

  const linkOf = (realm: string, end: FlowEnd, atUs: TimeUs | null, stored: string | null) => {
    const isInside = end.ip !== null ? neighbourhood.holdsPlace(realm, end.ip) : neighbourhood.holdsMac(end.mac ?? "");
    return isInside ? now.deviceAt(realm, end, atUs) : stored;
  };
  const link = async (flows: readonly StoredFlow[], onMoved: (before: Linked, after: Linked) => void) => {
    const changed: FlowLink[] = [];
    const linked = flows.map((stored) => {
      const { contentId, seq, flow, initiatorDeviceId, responderDeviceId } = stored;
      const { origin } = contents.get(contentId) as ContentOrigin;
      const ends = {
        initiatorDeviceId: linkOf(origin.realm, flow.initiator, flow.firstSeenUs, initiatorDeviceId),
        responderDeviceId: linkOf(origin.realm, flow.responder, flow.firstSeenUs, responderDeviceId),
      };
      const after = withId(linkedFlow(stored, origin, ends));
      if (ends.initiatorDeviceId === initiatorDeviceId && ends.responderDeviceId === responderDeviceId) return after;
      changed.push({ contentId, seq, ...ends });
      onMoved(withId(linkedFlow(stored, origin, stored)), after);
      return after;
    });
    await linkFlows(tx, changed);
    return linked;
  };

  const came: Linked[] = [];
  for await (const { flows } of readFlows(tx, news.contents, news.since)) pushAll(came, await link(flows, () => {}));
  const growth = await addGrowth(tx, news, came);

  const lessened = [...part.lessened, ...growth.untold];
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
  const stored = movers.size + reads.ips.length + reads.macs.length > 0 ? await loadFlowsAt(tx, contents, reads) : [];
  const affected = new Set(lessened.map(({ id }) => id));
  const old = await link(
    stored.filter(({ contentId, seq }) => !news.isNewFlow(contentId, seq)),
    (before, after) => {
      affected.add(after.id);
      affected.add(before.id);
    },
  );

  // What only grew goes on from its sum; the rest is added up from all of its flows.
  const folder = new ConversationFolder();
  for (const { flow, id } of [...old, ...came]) if (affected.has(id)) folder.add(flow);
  const changed = [...folder.finish(), ...growth.changed.filter(({ id }) => !affected.has(id))];
  const present = new Set(changed.map(({ id }) => id));
  const known = new Set(lessened.map(({ id }) => id));
  const before = [
    ...lessened,
    ...(await loadConversationsById(
      tx,
      [...affected].filter((id) => !known.has(id)),
    )),
    ...growth.gone.filter(({ id }) => !affected.has(id)),
  ];
  return { changed, before, gone: before.map(({ id }) => id).filter((id) => !present.has(id)) };
}

interface Growth {
  readonly changed: readonly Conversation[];
  /** As they were: their flows belong to others now. */
  readonly gone: readonly Conversation[];
  /** As they were, of those that have to be added up from all of their flows. */
  readonly untold: readonly Conversation[];
}

/** Conversations that flows came to, going on from their sums; what those flows were before leaves them. */
async function addGrowth(tx: Sql, news: News, came: readonly Linked[]): Promise<Growth> {
  const [before, after] = [new ConversationFolder(), new ConversationFolder()];
  for (const stored of news.replacedFlows) {
    const { origin } = news.contents.get(stored.contentId) as ContentOrigin;
    before.add(linkedFlow(stored, origin, stored));
  }
  for (const { flow } of came) after.add(flow);
  const were = new Map(Array.from(before.finish(), (it) => [it.id, it]));
  const are = new Map(Array.from(after.finish(), (it) => [it.id, it]));
  const known = await loadConversationsById(tx, [...new Set([...were.keys(), ...are.keys()])]);
  const knownIds = new Set(known.map(({ id }) => id));
  const changed = [...are.values()].filter(({ id }) => !knownIds.has(id));
  const gone: Conversation[] = [];
  const untold: Conversation[] = [];
  for (const it of known) {
    const [was, is] = [were.get(it.id), are.get(it.id)];
    const grown = was ? is && growConversation(it, was, is) : is && joinConversations(it, is);
    if (grown) changed.push(grown);
    else if (!is && was?.flows === it.flows) gone.push(it);
    else untold.push(it);
  }
  return { changed, gone, untold };
}

function linkedFlow({ flow, flows }: StoredFlow, origin: Origin, ends: Ends): LinkedFlow {
  const { initiatorDeviceId, responderDeviceId } = ends;
  return { flow, flows, citation: { ...origin, position: flow.position }, initiatorDeviceId, responderDeviceId };
}

const withId = (flow: LinkedFlow): Linked => ({ flow, id: conversationIdOf(flow) });

/** The devices at the other ends of these conversations, and at this one. */
export function endsOf(conversations: Iterable<Conversation>): Set<string> {
  const ids = new Set<string>();
  for (const { initiatorDeviceId, responderDeviceId } of conversations) {
    if (initiatorDeviceId !== null) ids.add(initiatorDeviceId);
    if (responderDeviceId !== null) ids.add(responderDeviceId);
  }
  return ids;
}
