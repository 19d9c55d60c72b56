import "server-only";
import type { PATH_SORTS } from "@/lib/contracts/choices";
import type { PathFilterInput } from "@/lib/contracts/exposure";
import { compareText } from "@/lib/domain/compare-text";
import type { TimeUs } from "@/lib/domain/observation";
import { CONFIDENCES } from "@/lib/domain/service/remote-access";
import { KeptBeside } from "../kept-beside";
import type { SteppedPath } from "./load-paths";

const DAY_US = 86_400_000_000;

type Sort = (typeof PATH_SORTS)[number];

/** The paths that fit the filter, in the order asked for; remote access first, the surest of it at the top. */
export function choosePaths(paths: readonly SteppedPath[], filter: PathFilterInput): SteppedPath[] {
  const { view = "all", direction, tool, confidence, step, zone, device, gateway, attempts, sort = "bytes" } = filter;
  const fromUs = filter.days === undefined ? null : (windowOf(paths, filter.days)?.fromUs ?? null);
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
      (fromUs === null || (path.lastSeenUs !== null && path.lastSeenUs >= fromUs)) &&
      (words.length === 0 || isNamed(path, words)),
  );
}

/** So many days up to the newest one on which any of these paths was seen, UTC; null when no time is known of any. */
export function windowOf(paths: readonly SteppedPath[], days: number): { fromUs: TimeUs; untilUs: TimeUs } | null {
  const newestUs = paths.reduce((newest, { lastSeenUs }) => Math.max(newest, lastSeenUs ?? 0), 0);
  if (newestUs === 0) return null;
  const untilUs = Math.floor(newestUs / DAY_US) * DAY_US;
  return { fromUs: untilUs - (days - 1) * DAY_US, untilUs };
}

/** The paths of these realms; all of them, and the very same list, for null. */
export function pathsInRealms(
  paths: readonly SteppedPath[],
  realms: ReadonlySet<string> | null,
): readonly SteppedPath[] {
  return realms === null ? paths : paths.filter((path) => path.realms.some((realm) => realms.has(realm)));
}

/** Orders that somebody asked for; paths are kept for as long as nothing changes. */
const orders = new WeakMap<readonly SteppedPath[], Map<Sort, readonly SteppedPath[]>>();

function inOrder(paths: readonly SteppedPath[], sort: Sort): readonly SteppedPath[] {
  const known = orders.get(paths) ?? new Map<Sort, readonly SteppedPath[]>();
  orders.set(paths, known);
  const order = known.get(sort) ?? sortPaths(paths, sort);
  known.set(sort, order);
  return order;
}

/**
 * What is compared is made once for each path: comparing makes hundreds of thousands of texts in small letters out of tens
 * of thousands of paths, which all are rubbish behind it.
 */
function sortPaths(paths: readonly SteppedPath[], sort: Sort): readonly SteppedPath[] {
  const keyOf = SORT_KEYS[sort];
  return paths
    .map((path) => ({ path, rank: rankOf(path), key: keyOf(path) }))
    .sort((a, b) => a.rank - b.rank || compareAlike(a.key, b.key) || compareText(a.path.id, b.path.id))
    .map(({ path }) => path);
}

/** Two numbers or two texts. */
function compareAlike(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** All that names a path, in small letters. */
const texts = new KeptBeside<SteppedPath, string>();

function isNamed(path: SteppedPath, words: readonly string[]): boolean {
  const text = texts.get(path, "", () => textOf(path));
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

/** What is ordered by, ascending. */
const SORT_KEYS: Readonly<Record<Sort, (path: SteppedPath) => string | number>> = {
  bytes: ({ bytes }) => -bytes,
  lastSeen: ({ lastSeenUs }) => -(lastSeenUs ?? 0),
  firstSeen: ({ firstSeenUs }) => -(firstSeenUs ?? 0),
  device: ({ device }) => device.name.toLowerCase(),
};
