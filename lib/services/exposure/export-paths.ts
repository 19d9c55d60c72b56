import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { AccessPathDto, PathFilterInput } from "@/lib/contracts/exposure";
import { zoneNames } from "@/lib/db/zones/zone";
import { csvRow } from "@/lib/domain/export/csv-row";
import { jsonList } from "@/lib/domain/export/json-list";
import { findRealmsInScope } from "../sites/realms-in-scope";
import { choosePaths, pathsInRealms } from "./choose-paths";
import { loadPaths } from "./load-paths";
import { presentPath } from "./present-path";

/** The paths that fit the filter, as text to be written piece by piece. */
export function exportPaths(actor: Actor, filter: PathFilterInput, format: "csv" | "json"): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  requirePermission(actor, "exposure.read");
  const paths = chosen(filter);
  return format === "csv" ? csv(paths) : jsonList("paths", paths);
}

async function* chosen(filter: PathFilterInput): AsyncGenerator<AccessPathDto> {
  const { site, realm, ...rest } = filter;
  const [{ paths }, zones, realms] = await Promise.all([loadPaths(), zoneNames(), findRealmsInScope({ site, realm })]);
  for (const path of choosePaths(pathsInRealms(paths, realms), rest)) yield presentPath(path, zones);
}

const CSV_COLUMNS = [
  ...["Path id", "Scope", "Direction", "Device", "Device IP", "Device id", "Zone", "Tool", "Kind", "Recognised by"],
  ...[
    "Confidence",
    "Step",
    "Destination",
    "Name read in",
    "Peers",
    "Peer count",
    "Services",
    "Leaves or comes in at",
    "Answered",
    "Flows",
  ],
  ...["Packets", "Bytes", "First seen (UTC)", "Last seen (UTC)", "Evidence file", "Frame or line"],
];

async function* csv(paths: AsyncIterable<AccessPathDto>): AsyncGenerator<string> {
  yield csvRow(CSV_COLUMNS);
  for await (const it of paths) {
    const { tool, device } = it;
    const place = it.toolCitation ?? it.citation;
    yield csvRow([
      ...[it.id, it.scope, it.direction, device.name, device.ip, device.deviceId, device.zone],
      ...[tool?.tool ?? null, tool?.kind ?? null, tool?.by ?? null, tool?.confidence ?? null],
      ...[tool ? it.step : null, it.destination, it.destinationFrom, it.peers.map(({ name }) => name).join("; ")],
      ...[
        it.peerCount,
        it.services.join("; "),
        it.gateways.map(({ name }) => name).join("; "),
        it.isAnswered ? "yes" : "no",
        it.flows,
        it.packets,
        it.bytes,
      ],
      ...[it.firstSeenAt, it.lastSeenAt, place.fileName, place.position],
    ]);
  }
}
