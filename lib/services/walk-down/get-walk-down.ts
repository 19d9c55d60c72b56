import "server-only";
import type { z } from "zod";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { WalkDownList, WalkDownQuestionDto, walkDownQuery } from "@/lib/contracts/walk-down";
import { newestDeviceRev } from "@/lib/db/devices/device-changes";
import { findInventoryRevision } from "@/lib/db/devices/device-revision";
import { readChangedDevices } from "@/lib/db/devices/placed-device";
import { findFindingRevision } from "@/lib/db/findings/finding-changes";
import { unlessForgotten } from "@/lib/db/read-changes";
import { findAskedDevices, findOpenDevices, loadOpenDevices } from "@/lib/db/shadow/walk-down";
import { placesPrint } from "@/lib/db/zones/zone";
import { compareText } from "@/lib/domain/compare-text";
import { csvRow } from "@/lib/domain/export/csv-row";
import type { SiteScope } from "@/lib/domain/site-scope";
import { type WalkDownDevice, type WalkDownQuestion, walkDown } from "@/lib/domain/triage/walk-down";
import { deviceIndex } from "../devices/device-index";
import { KeptByKey } from "../kept-by-key";
import { isSameState, KeptForState } from "../kept-for-state";

/** The riskiest devices that leave something open; whoever has answered for these asks again. The others are counted. */
const MAX_DEVICES = 2_000;

/** What to ask next, where, and what the answer settles; most worth first. */
export async function getWalkDown(
  actor: Actor,
  { place, placeSite, kind, limit, ...scope }: z.output<typeof walkDownQuery>,
): Promise<WalkDownList> {
  requirePermission(actor, "devices.read");
  const { all, devicesOmitted } = await keptQuestions(scope);
  const chosen = all.filter(
    (it) => (!place || it.place === place) && (!placeSite || it.site === placeSite) && (!kind || it.kind === kind),
  );
  return { items: chosen.slice(0, limit), total: chosen.length, devicesOmitted, places: placesOf(all) };
}

/** Places with their questions, most first. Two sites may have a place of one name. */
function placesOf(questions: readonly WalkDownQuestionDto[]): WalkDownList["places"] {
  const places = new Map<string, WalkDownList["places"][number]>();
  for (const { site, place } of questions) {
    const key = JSON.stringify([site, place]);
    places.set(key, { site, place, questions: (places.get(key)?.questions ?? 0) + 1 });
  }
  return [...places.values()].sort(
    (a, b) => b.questions - a.questions || compareText(a.place, b.place) || compareText(a.site, b.site),
  );
}

interface Questions {
  readonly all: readonly WalkDownQuestionDto[];
  readonly devicesOmitted: number;
  readonly read: OpenDevices;
}

/** Devices that leave something open as they were read, which takes most of the time; nearly all of them hold after a change. */
interface OpenDevices {
  readonly devices: readonly WalkDownDevice[];
  /** The newest change of a device before they were read. */
  readonly rev: number;
  /** Everything that they depend on besides. */
  readonly state: readonly unknown[];
}

/** By scope; a place or kind is chosen from them afterwards. */
const kept = new KeptByKey<Questions>(16);

/** Worked out once for each state of the inventory and its findings (docs/decisions/0017). */
async function keptQuestions(scope: SiteScope): Promise<Questions> {
  const [revision, ...rest] = await Promise.all([findInventoryRevision(), findFindingRevision(), placesPrint()]);
  return kept.get(JSON.stringify([scope.site ?? null, scope.realm ?? null]), [revision, ...rest], async (last) => {
    const before = last && isSameState(last.read.state, rest) ? last.read : undefined;
    const rev = await newestDeviceRev();
    const { devices, total } = await findOpen(scope, before);
    const read = { devices, rev, state: rest };
    return { all: walkDown(devices).map(present), devicesOmitted: total - devices.length, read };
  });
}

/** A finding's question is there whatever becomes of devices, and asking for all of them reads every finding. */
const keptAsked = new KeptForState<readonly string[]>();

/** From the columns in memory where they are loaded, else from PostgreSQL; the same answer. */
async function findOpen(
  scope: SiteScope,
  before: OpenDevices | undefined,
): Promise<{ devices: readonly WalkDownDevice[]; total: number }> {
  const index = deviceIndex();
  index.want();
  if (!index.isReady()) return findOpenDevices(scope, MAX_DEVICES);
  const asked = await keptAsked.get([await findFindingRevision()], findAskedDevices);
  const { ids, total } = await index.riskiestOpen(scope, asked, MAX_DEVICES);
  const known = before ? await unchanged(before) : new Map<string, WalkDownDevice>();
  const fresh = await loadOpenDevices(ids.filter((id) => !known.has(id)));
  for (const device of fresh) known.set(device.id, device);
  const devices = ids.flatMap((id) => known.get(id) ?? []);
  return { devices: devices.sort((a, b) => b.riskScore - a.riskScore || compareText(a.id, b.id)), total };
}

/** Of the devices that were read, those that have not changed since; none where nobody knows any more. */
async function unchanged({ devices, rev }: OpenDevices): Promise<Map<string, WalkDownDevice>> {
  const known = new Map(devices.map((it) => [it.id, it]));
  const isKnown = await unlessForgotten(
    (async () => {
      for await (const changes of readChangedDevices(rev)) for (const { id } of changes) known.delete(id);
      return true;
    })(),
  );
  return isKnown ? known : new Map();
}

/** All of the list to carry along, with an empty column for what was found. */
export function exportWalkDown(actor: Actor, query: z.output<typeof walkDownQuery>): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  return pieces(actor, query);
}

async function* pieces(actor: Actor, query: z.output<typeof walkDownQuery>): AsyncGenerator<string> {
  const { items } = await getWalkDown(actor, { ...query, limit: Number.MAX_SAFE_INTEGER });
  yield csvRow([
    "site",
    "place",
    "device",
    "product",
    "addresses",
    "question",
    "settles",
    "worth",
    "answer",
    "device_id",
  ]);
  for (const it of items) {
    const { site, place, name, product, addresses, text, settles, worth, deviceId } = it;
    yield csvRow([site, place, name, product, addresses.join(" "), text, settles.join(", "), worth, null, deviceId]);
  }
}

function present({ device, kind, text, settles, worth }: WalkDownQuestion): WalkDownQuestionDto {
  return {
    deviceId: device.id,
    name: device.name,
    product: [device.vendor, device.model ?? device.orderNumber].filter(Boolean).join(" ") || null,
    place: device.location ?? device.zoneName ?? "unknown place",
    site: device.site,
    addresses: [...device.ips.slice(0, 2), ...device.macs.slice(0, 1)],
    kind,
    text,
    settles: [...settles],
    worth,
    riskScore: device.riskScore,
  };
}
