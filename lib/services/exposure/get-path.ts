import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { PathDetailDto } from "@/lib/contracts/exposure";
import { findDeviceNames, findPathFlows, findTaggedName } from "@/lib/db/exposure/exposure-path";
import { listSiteRows } from "@/lib/db/sites/site";
import { zoneNames } from "@/lib/db/zones/zone";
import { AppError } from "@/lib/domain/errors";
import { pathPartOf, serviceOf } from "@/lib/domain/exposure/access-path";
import { JUMP_HOST_TAG, nextAccessStep } from "@/lib/domain/exposure/maturity";
import { weekHours } from "@/lib/domain/flow/week-hours";
import { isoTime } from "@/lib/domain/iso-time";
import { calendarOf } from "@/lib/domain/site-calendar";
import { deviceIndex } from "../devices/device-index";
import { siteTimeZones } from "../sites/site-time-zones";
import { loadPaths } from "./load-paths";
import { presentPath } from "./present-path";

const MAX_FLOWS = 50_000;
const MAX_SESSIONS = 50;

/** One path with its hours of the week, its newest sessions, and what to do next about it. */
export async function getPath(actor: Actor, id: string): Promise<PathDetailDto> {
  requirePermission(actor, "exposure.read");
  const { paths, tools, names } = await loadPaths();
  const path = paths.find((it) => it.id === id);
  if (!path) throw new AppError("not-found", "There is no such path in what was recorded.");
  const { deviceId, ip } = path.device;
  const ends = deviceId === null ? { ip: ip ?? "" } : { deviceIds: [deviceId] };
  const [zones, sites, jumpHost, rows] = await Promise.all([
    zoneNames(),
    listSiteRows(),
    findJumpHost(),
    findPathFlows(tools, ends, MAX_FLOWS),
  ]);
  const flows = rows.filter((row) => pathPartOf({ ...row, gateway: null }, tools, names)?.id === id);
  const timeZone = siteTimeZones(sites)(flows[0]?.realm ?? "");
  return {
    path: presentPath(path, zones),
    week: { timeZone, ...weekHours(flows, calendarOf(timeZone)) },
    sessions: flows.slice(0, MAX_SESSIONS).map((flow) => {
      const peer = path.direction === "out" ? flow.responder : flow.initiator;
      return {
        peer: (path.direction === "out" ? flow.peerName : null) ?? peer.name,
        peerIp: peer.ip,
        service: serviceOf(flow),
        firstSeenAt: isoTime(flow.firstSeenUs),
        lastSeenAt: isoTime(flow.lastSeenUs),
        bytes: flow.bytes,
        citation: flow.citation,
      };
    }),
    sessionCount: flows.length,
    nextStep: path.tool === null ? null : nextAccessStep(path.step, jumpHost),
  };
}

/** From the columns in memory where they are loaded, else from PostgreSQL; the same answer. */
async function findJumpHost(): Promise<string | null> {
  const index = deviceIndex();
  index.want();
  if (!index.isReady()) return findTaggedName(JUMP_HOST_TAG);
  const filter = { tag: [JUMP_HOST_TAG] };
  const { ids } = await index.page({ filter, sort: "name", isDescending: false, after: null, limit: 1 });
  return (await findDeviceNames(ids))[0]?.name ?? null;
}
