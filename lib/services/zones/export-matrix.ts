import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { FlowMatrix, FlowMatrixQuery } from "@/lib/contracts/flow-matrix";
import { matrixCells } from "@/lib/contracts/matrix-cells";
import { narrowMatrix } from "@/lib/contracts/narrow-matrix";
import { listSiteRows } from "@/lib/db/sites/site";
import { compareText } from "@/lib/domain/compare-text";
import { AppError } from "@/lib/domain/errors";
import { csvRow } from "@/lib/domain/export/csv-row";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { getFlowMatrix } from "./get-flow-matrix";

/** The zone × zone matrix by zone names, as text; no ids, because those differ between installations. */
export function exportMatrix(
  actor: Actor,
  {
    format,
    site,
    ...window
  }: FlowMatrixQuery & { readonly format: "csv" | "json"; readonly site?: string | undefined },
): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  return write(actor, format, window, site);
}

async function* write(
  actor: Actor,
  format: "csv" | "json",
  asked: FlowMatrixQuery,
  siteId: string | undefined,
): AsyncGenerator<string> {
  const whole = await getFlowMatrix(actor, asked);
  const { zones, cells, window } = byName(siteId === undefined ? whole : narrowMatrix(whole, await nameOfSite(siteId)));
  if (format === "json") {
    yield `${JSON.stringify({ window, zones, cells }, null, 1)}\n`;
    return;
  }
  yield csvRow([
    ...["From", "To", "Verdict", "Protocols", "Flows", "Packets", "Bytes", "Bytes before"],
    ...OPERATIONS.map((it) => it.charAt(0).toUpperCase() + it.slice(1)),
    ...["First seen (UTC)", "Last seen (UTC)"],
  ]);
  for (const cell of cells) {
    yield csvRow([
      ...[cell.from, cell.to, cell.verdict, cell.protocols.join("; "), cell.flows, cell.packets, cell.bytes],
      cell.bytesBefore,
      ...OPERATIONS.map((operation) => cell.operations[operation] ?? 0),
      ...[cell.firstSeen, cell.lastSeen],
    ]);
  }
}

async function nameOfSite(siteId: string): Promise<string> {
  const site = (await listSiteRows()).find(({ id }) => id === siteId);
  if (!site) throw new AppError("not-found", "There is no such site. Choose it again from the list of sites.");
  return site.name;
}

function byName(matrix: FlowMatrix) {
  const { zones, window } = matrix;
  const counts = new Map<string, number>();
  for (const { name } of zones) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = new Map(zones.map(({ key, name }) => [key, (counts.get(name) ?? 0) > 1 ? `${name} (${key})` : name]));
  const nameOf = (key: string) => names.get(key) ?? key;
  return {
    window,
    zones: zones
      .map(({ key, purdueLevel, deviceCount, site, parentKey }) => ({
        ...{ name: nameOf(key), purdueLevel, deviceCount, site },
        partOf: parentKey === null ? null : nameOf(parentKey),
      }))
      .sort((a, b) => compareText(a.name, b.name)),
    cells: matrixCells(matrix)
      .map(({ from, to, firstSeenAt, lastSeenAt, ...cell }) => ({
        from: nameOf(from),
        to: nameOf(to),
        ...cell,
        firstSeen: firstSeenAt,
        lastSeen: lastSeenAt,
      }))
      .sort((a, b) => compareText(a.from, b.from) || compareText(a.to, b.to)),
  };
}
