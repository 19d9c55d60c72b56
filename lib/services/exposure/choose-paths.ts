import "server-only";
import type { PATH_SORTS } from "@/lib/contracts/choices";
import type { PathFilterInput } from "@/lib/contracts/exposure";
import { compareText } from "@/lib/domain/device/compare-text";
import { CONFIDENCES } from "@/lib/domain/service/remote-access";
import type { SteppedPath } from "./load-paths";

type Sort = (typeof PATH_SORTS)[number];

/** The paths that fit the filter, in the order asked for; remote access first, the surest of it at the top. */
export function choosePaths(paths: readonly SteppedPath[], filter: PathFilterInput): SteppedPath[] {
  const { view = "all", direction, tool, confidence, step, zone, device, gateway, attempts, sort = "bytes" } = filter;
  const words = (filter.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return inOrder(paths, sort).filter(
    (path) =>
      (view === "all" || (view === "tools" ? path.tool !== null : path.scope === view)) &&
      (direction === undefined || path.direction === direction) &&
      (tool === undefined || path.tool?.tool === tool) &&
      (confidence === undefined || path.tool?.confidence === confidence) &&
      (step === undefined || (path.tool !== null && path.step === step)) &&
      (zone === undefined || path.device.zone === zone) &&
      (device === undefined || path.device.deviceId === device || path.peers[0]?.deviceId === device) &&
      (gateway === undefined || path.gateways.some((it) => it.deviceId === gateway)) &&
      (attempts === "yes" || path.isAnswered) &&
      (words.length === 0 || isNamed(path, words)),
  );
}

/** Orders that somebody asked for; paths are kept for as long as nothing changes. */
const orders = new WeakMap<readonly SteppedPath[], Map<Sort, readonly SteppedPath[]>>();

function inOrder(paths: readonly SteppedPath[], sort: Sort): readonly SteppedPath[] {
  const known = orders.get(paths) ?? new Map<Sort, readonly SteppedPath[]>();
  orders.set(paths, known);
  const order =
    known.get(sort) ?? [...paths].sort((a, b) => rankOf(a) - rankOf(b) || SORTS[sort](a, b) || compareText(a.id, b.id));
  known.set(sort, order);
  return order;
}

/** All that names a path, in small letters. */
const texts = new WeakMap<SteppedPath, string>();

function isNamed(path: SteppedPath, words: readonly string[]): boolean {
  const text = texts.get(path) ?? textOf(path);
  texts.set(path, text);
  return words.every((word) => text.includes(word));
}

function textOf(path: SteppedPath): string {
  const peers = path.peers.flatMap((peer) => [peer.name, peer.ip]);
  return [
    path.device.name,
    path.device.ip,
    path.tool?.tool,
    path.destination,
    ...peers,
    ...path.services,
    ...path.gateways.map(({ name }) => name),
  ]
    .join("\n")
    .toLowerCase();
}

const rankOf = ({ tool }: SteppedPath) => (tool ? CONFIDENCES.indexOf(tool.confidence) : CONFIDENCES.length);

const SORTS: Readonly<Record<Sort, (a: SteppedPath, b: SteppedPath) => number>> = {
  bytes: (a, b) => b.bytes - a.bytes,
  lastSeen: (a, b) => (b.lastSeenUs ?? 0) - (a.lastSeenUs ?? 0),
  firstSeen: (a, b) => (b.firstSeenUs ?? 0) - (a.firstSeenUs ?? 0),
  device: (a, b) => compareText(a.device.name.toLowerCase(), b.device.name.toLowerCase()),
};
