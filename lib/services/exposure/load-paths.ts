import "server-only";
import { findPathConversations, type PathRow } from "@/lib/db/exposure-path";
import { type AccessPath, foldPaths, type NamedAddresses, nameAddresses } from "@/lib/domain/exposure/access-path";
import { type AccessStep, accessStepOf } from "@/lib/domain/exposure/maturity";
import type { RemoteAccessTools } from "@/lib/domain/service/remote-access";
import { ownRemoteTools } from "../fingerprints/own-remote-tools";

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
}

/** Every way to and from outside, and every remote access across zones, from all recorded conversations. */
export async function loadPaths(): Promise<LoadedPaths> {
  const tools = await ownRemoteTools();
  const { rows, total } = await findPathConversations(tools, MAX_CONVERSATIONS);
  const names = nameAddresses(rows);
  return { paths: stepPaths(rows, tools, names), tools, names, omitted: total - rows.length };
}

function stepPaths(rows: readonly PathRow[], tools: RemoteAccessTools, names: NamedAddresses): SteppedPath[] {
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
