import "server-only";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { type CardOwner, findCardOwners, findPathConversations, type PathRow } from "@/lib/db/exposure/exposure-path";
import { findConversationRevision } from "@/lib/db/flows/conversation";
import { placesPrint } from "@/lib/db/zones/zone";
import {
  type AccessPath,
  foldPaths,
  type NamedAddresses,
  nameAddresses,
  type PathFlow,
  type PathGateway,
} from "@/lib/domain/exposure/access-path";
import { type AccessStep, accessStepOf } from "@/lib/domain/exposure/maturity";
import type { OutboundQuestion } from "@/lib/domain/exposure/outbound-queue";
import type { PathSession } from "@/lib/domain/exposure/session-items";
import type { RemoteAccessTools } from "@/lib/domain/service/remote-access";
import { ownRemoteTools } from "../fingerprints/own-remote-tools";
import { KeptForState } from "../kept-for-state";
import { PathBasis } from "./path-basis";
import { readQuestions } from "./read-questions";
import { readSessions } from "./read-sessions";

/** Conversations that are looked at; what is beyond is counted and said. */
const MAX_CONVERSATIONS = 200_000;

export interface SteppedPath extends AccessPath {
  readonly step: AccessStep;
}

export interface LoadedPaths {
  readonly paths: readonly SteppedPath[];
  readonly tools: RemoteAccessTools;
  readonly names: NamedAddresses;
  /** Conversations that found no room. */
  readonly omitted: number;
  /** Sessions of those paths that are held against the ledger; read when somebody first asks. */
  readonly sessions: () => Promise<readonly PathSession[]>;
  /** The questions that outbound paths raise; put when somebody first asks. */
  readonly questions: () => Promise<readonly OutboundQuestion[]>;
  /** What these were worked out of: devices, and the state of all else. */
  readonly basis: PathBasis;
  readonly beside: string;
}

const kept = new KeptForState<LoadedPaths>();

/**
 * Every way to and from outside, and every remote access across zones, from all recorded conversations. Worked out once,
 * whoever asks and however often, until something changes that they say: devices, conversations and places count their
 * changes. Flows come and go with conversations: also where the single flows of a month are let go, these are written.
 */
export async function loadPaths(): Promise<LoadedPaths> {
  const [tools, revision, conversations, places] = await Promise.all([
    ownRemoteTools(),
    findInventoryRevision(),
    findConversationRevision(),
    placesPrint(),
  ]);
  const beside = `${conversations} ${places}`;
  return kept.get([tools, revision, beside], async (last) => {
    const mayHold = last?.tools === tools && last.beside === beside;
    return mayHold && (await last.basis.holds()) ? last : workOut(tools, beside);
  });
}

async function workOut(tools: RemoteAccessTools, beside: string): Promise<LoadedPaths> {
  const basis = new PathBasis(await newestDeviceRev());
  const { rows, total } = await findPathConversations(tools, MAX_CONVERSATIONS);
  const cards = [...new Set(rows.flatMap(({ gatewayMac }) => gatewayMac ?? []))];
  const owners = cards.length === 0 ? [] : await findCardOwners(cards);
  basis.note(rows, owners, cards);
  const flows = atGateways(rows, owners);
  const names = nameAddresses(flows);
  const paths = stepPaths(flows, tools, names);
  return {
    ...{ paths, tools, names, omitted: total - rows.length, basis, beside },
    sessions: once(() => readSessions(paths, tools, names)),
    questions: once(() => readQuestions(paths)),
  };
}

/** Reads once, whoever asks; what failed is tried again by who asks next. */
function once<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | null = null;
  return () => {
    result ??= read().catch((error: unknown) => {
      result = null;
      throw error;
    });
    return result;
  };
}

/** The flows with the device at which each leaves the plant. A card of two devices is nobody's. */
function atGateways(rows: readonly PathRow[], owners: readonly CardOwner[]): (PathRow & PathFlow)[] {
  const byCard = new Map<string, CardOwner | null>();
  for (const owner of owners) {
    for (const realm of owner.realmIds) {
      for (const mac of owner.macs) byCard.set(`${realm} ${mac}`, byCard.has(`${realm} ${mac}`) ? null : owner);
    }
  }
  return rows.map((row) => ({ ...row, gateway: gatewayOf(row, byCard.get(`${row.realm} ${row.gatewayMac}`)) }));
}

function gatewayOf(
  { initiator, responder, gatewayMac }: PathRow,
  owner: CardOwner | null | undefined,
): PathGateway | null {
  // Whoever stands at the outer edge itself is not on the way of its own traffic.
  if (!owner || gatewayMac === null || owner.deviceId === initiator.deviceId || owner.deviceId === responder.deviceId)
    return null;
  const { deviceId, name, isSanctioned } = owner;
  return { deviceId, name, mac: gatewayMac, isSanctioned };
}

function stepPaths(
  rows: readonly (PathRow & PathFlow)[],
  tools: RemoteAccessTools,
  names: NamedAddresses,
): SteppedPath[] {
  const tagsOf = new Map<string, readonly string[]>();
  for (const { initiator, responder, initiatorTags, responderTags } of rows) {
    if (initiator.deviceId !== null) tagsOf.set(initiator.deviceId, initiatorTags);
    if (responder.deviceId !== null) tagsOf.set(responder.deviceId, responderTags);
  }
  const tags = (deviceId: string | null | undefined) => (deviceId ? (tagsOf.get(deviceId) ?? []) : []);
  return foldPaths(rows, tools, names).map((path) => ({
    ...path,
    step: accessStepOf({
      scope: path.scope,
      deviceTags: tags(path.device.deviceId),
      // An inside path has one peer: who opens it is part of what makes it one path.
      peerTags: tags(path.peers[0]?.deviceId),
    }),
  }));
}
