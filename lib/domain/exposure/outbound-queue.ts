import { compareText } from "../compare-text";
import { compareKeys, type SortKey } from "../keyset";
import type { TimeUs } from "../observation";
import type { RemoteAccessTool } from "../service/remote-access";
import type { AccessPath } from "./access-path";
import type { DeviceKind } from "./device-kind";
import { spanOf } from "./time-span";

export const OUTBOUND_VERDICTS = ["needed", "closed"] as const;
export type OutboundVerdict = (typeof OUTBOUND_VERDICTS)[number];

/** What somebody said about a kind of device and a destination. */
export interface OutboundAnswer {
  readonly id: string;
  readonly kindKey: string;
  readonly destination: string;
  readonly verdict: OutboundVerdict;
  /** Who needs it; null when it is closed. */
  readonly neededBy: string | null;
  readonly reason: string;
  /** From then on it is open again; null: holds for good. */
  readonly expiresAtUs: TimeUs | null;
  readonly actor: string;
  readonly atUs: TimeUs;
}

export const OUTBOUND_STATES = ["open", "expired", "needed", "closed"] as const;
/** "expired": was answered, and the answer has ended: open again. */
export type OutboundState = (typeof OUTBOUND_STATES)[number];

export interface OutboundDevice {
  readonly deviceId: string | null;
  readonly name: string;
  readonly zone: string;
}

/** Why does this kind of device need that destination? */
export interface OutboundItem {
  /** "role sewing-machine|facebook.com". */
  readonly key: string;
  readonly kind: DeviceKind;
  readonly destination: string;
  readonly tool: RemoteAccessTool | null;
  readonly devices: readonly OutboundDevice[];
  readonly pathIds: readonly string[];
  readonly services: readonly string[];
  readonly flows: number;
  readonly bytes: number;
  readonly isAnswered: boolean;
  readonly firstSeenUs: TimeUs | null;
  readonly lastSeenUs: TimeUs | null;
  readonly state: OutboundState;
  /** The answer that holds, or the one that ended. */
  readonly answer: OutboundAnswer | null;
  /** It was to be closed, and was seen after that was said. */
  readonly isStillSeen: boolean;
}

export function outboundKey(kind: DeviceKind, destination: string): string {
  return `${kind.key}|${destination}`;
}

/** What is asked, whoever answers. */
export type OutboundQuestion = Omit<OutboundItem, "state" | "answer" | "isStillSeen">;

/**
 * Outbound paths by kind of device and destination: those that were answered first, of them the most devices. In this
 * order they stay for as long as the paths are the same, however often their answers are laid over them.
 */
export function outboundQuestions(
  paths: readonly AccessPath[],
  kindOf: (path: AccessPath) => DeviceKind,
): OutboundQuestion[] {
  const groups = new Map<string, { kind: DeviceKind; destination: string; paths: AccessPath[] }>();
  for (const path of paths) {
    if (path.scope !== "outside" || path.direction !== "out") continue;
    const kind = kindOf(path);
    const key = outboundKey(kind, path.destination);
    const group = groups.get(key) ?? { kind, destination: path.destination, paths: [] };
    group.paths.push(path);
    groups.set(key, group);
  }
  return [...groups]
    .map(([key, group]) => questionOf(key, group))
    .sort((a, b) => compareKeys(questionOrder(a), questionOrder(b)));
}

type Ordered = Pick<OutboundItem, "key" | "isAnswered" | "devices">;
const questionOrder = ({ isAnswered, devices, key }: Ordered) => [isAnswered ? 0 : 1, -devices.length, key] as const;

/** By what the queue is ordered: the state, then as `outboundQuestions`. */
export function outboundOrder(item: OutboundItem): SortKey {
  return [OUTBOUND_STATES.indexOf(item.state), ...questionOrder(item)];
}

function questionOf(
  key: string,
  { kind, destination, paths }: { kind: DeviceKind; destination: string; paths: readonly AccessPath[] },
): OutboundQuestion {
  const { firstUs, lastUs } = spanOf(paths, (it) => ({ firstUs: it.firstSeenUs, lastUs: it.lastSeenUs }));
  const devices = new Map(paths.map(({ device }) => [device.deviceId ?? device.name, device]));
  return {
    key,
    kind,
    destination,
    tool: paths.find(({ tool }) => tool)?.tool ?? null,
    devices: [...devices.values()].map(({ deviceId, name, zone }) => ({ deviceId, name, zone })),
    pathIds: paths.map(({ id }) => id),
    services: [...new Set(paths.flatMap(({ services }) => services))].sort(compareText),
    flows: sum(paths, (it) => it.flows),
    bytes: sum(paths, (it) => it.bytes),
    isAnswered: paths.some((it) => it.isAnswered),
    firstSeenUs: firstUs,
    lastSeenUs: lastUs,
  };
}

/**
 * The questions with their answers, those that wait for one first, each state in the order of `outboundQuestions`. The
 * latest answer counts; one that has ended opens its question again.
 */
export function buildOutboundQueue(
  questions: readonly OutboundQuestion[],
  answers: readonly OutboundAnswer[],
  nowUs: TimeUs,
): OutboundItem[] {
  const latest = new Map<string, OutboundAnswer>();
  for (const answer of answers) {
    const key = `${answer.kindKey}|${answer.destination}`;
    const known = latest.get(key);
    if (!known || known.atUs < answer.atUs || (known.atUs === answer.atUs && known.id < answer.id))
      latest.set(key, answer);
  }
  const byState = new Map<OutboundState, OutboundItem[]>(OUTBOUND_STATES.map((state) => [state, []]));
  for (const question of questions) {
    const answer = latest.get(question.key) ?? null;
    const hasEnded = answer?.expiresAtUs != null && answer.expiresAtUs <= nowUs;
    const { lastSeenUs } = question;
    const state = answer === null ? "open" : hasEnded ? "expired" : answer.verdict;
    const isStillSeen = answer?.verdict === "closed" && lastSeenUs !== null && lastSeenUs > answer.atUs;
    byState.get(state)?.push({ ...question, state, answer, isStillSeen });
  }
  return [...byState.values()].flat();
}

/** What a rule "deny all but what is needed" at a zone's edge to outside would do to recorded flows. */
export interface DefaultDeny {
  readonly zone: string;
  readonly keptFlows: number;
  readonly keptDestinations: number;
  readonly cutFlows: number;
  readonly cutBytes: number;
  readonly cutDevices: number;
  readonly cutDestinations: number;
  /** Of what is cut, how many destinations nobody has said anything about. */
  readonly cutUnanswered: number;
}

/** By zone, those with the most to lose first. Only answered flows count: an attempt loses nothing. */
export function defaultDeny(paths: readonly AccessPath[], items: readonly OutboundItem[]): DefaultDeny[] {
  const stateOf = new Map<string, OutboundState>();
  for (const { pathIds, state } of items) for (const id of pathIds) stateOf.set(id, state);
  const zones = new Map<string, ReturnType<typeof nothingYet>>();
  for (const { id, isAnswered, device, destination, flows, bytes } of paths) {
    const state = stateOf.get(id);
    if (state === undefined || !isAnswered) continue;
    const sums = zones.get(device.zone) ?? nothingYet();
    zones.set(device.zone, sums);
    if (state === "needed") {
      sums.keptFlows += flows;
      sums.kept.add(destination);
      continue;
    }
    sums.cutFlows += flows;
    sums.cutBytes += bytes;
    sums.cut.add(destination);
    sums.devices.add(device.deviceId ?? device.name);
    if (state !== "closed") sums.unanswered.add(destination);
  }
  return [...zones]
    .map(
      ([zone, { kept, cut, devices, unanswered, ...sums }]): DefaultDeny => ({
        ...{ zone, ...sums, keptDestinations: kept.size, cutDestinations: cut.size },
        ...{ cutDevices: devices.size, cutUnanswered: unanswered.size },
      }),
    )
    .sort((a, b) => b.cutFlows - a.cutFlows || compareText(a.zone, b.zone));
}

const nothingYet = () => ({
  ...{ keptFlows: 0, cutFlows: 0, cutBytes: 0 },
  kept: new Set<string>(),
  cut: new Set<string>(),
  devices: new Set<string>(),
  unanswered: new Set<string>(),
});

const sum = (paths: readonly AccessPath[], of: (path: AccessPath) => number) =>
  paths.reduce((total, path) => total + of(path), 0);
