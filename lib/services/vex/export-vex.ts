import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceQuery } from "@/lib/contracts/devices";
import type { VexExportFormat } from "@/lib/contracts/exports";
import type { DeviceFilter } from "@/lib/db/devices/device-filter";
import { streamDevices } from "@/lib/db/devices/device-query";
import { loadStatedFindings } from "@/lib/db/findings/finding";
import { listSiteRows } from "@/lib/db/sites/site";
import { uuidOf } from "@/lib/domain/uuid-of";
import { StatementGroups } from "@/lib/domain/vex/group-statements";
import { ownStatements } from "@/lib/domain/vex/own-statements";
import type { VexDevice } from "@/lib/domain/vex/vex-device";
import { CYCLONE_DX_VEX, OPEN_VEX } from "@/lib/domain/vex/write-vex";
import { readFilter } from "../devices/read-query";
import { SpilledList } from "../spilled-list";

export interface ExportVexOptions {
  readonly format: VexExportFormat;
  /** Which devices; all of them without. */
  readonly query?: Partial<Omit<DeviceQuery, "cursor" | "limit" | "sort" | "order">>;
  /** Who says so; the product's name while nobody is named. */
  readonly author?: string | undefined;
  /** Statements of single devices that are held at once: beyond, what is known so far is written. */
  readonly held?: number;
}

const BATCH_SIZE = 500;
const HELD_STATEMENTS = 50_000;
const DEFAULT_AUTHOR = "Sightglass";

/**
 * Our verdicts on the devices that the query lets through, with what people said against documents, as exploitability
 * statements. Devices of which the same is said of the same vulnerability share a statement, as far as they are held at
 * once: a large plant's document says some things several times, each time of other devices.
 */
export function exportVex(
  actor: Actor,
  { format, query = {}, author, held = HELD_STATEMENTS }: ExportVexOptions,
): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  requirePermission(actor, "findings.read");
  return pieces(format, query, { author: author?.trim() || DEFAULT_AUTHOR, held });
}

async function* pieces(
  format: VexExportFormat,
  query: NonNullable<ExportVexOptions["query"]>,
  { author, held }: { readonly author: string; readonly held: number },
): AsyncGenerator<string> {
  const filter = readFilter(query);
  const sites = (await listSiteRows()).map(({ id }) => id).sort();
  const nowMs = Date.now();
  const head = {
    id: `urn:uuid:${uuidOf(`vex|${format}|${author}|${JSON.stringify(query)}|${sites.join(" ")}`)}`,
    revision: Math.floor(nowMs / 1000),
    author,
    timestamp: new Date(nowMs).toISOString(),
  };
  const form = format === "openvex" ? OPEN_VEX : CYCLONE_DX_VEX;
  const later = new SpilledList();
  try {
    yield form.opening(head);
    let separator = "\n";
    for await (const groups of portions(filter, held)) {
      // A proxy that hears nothing for a minute would take the connection down.
      if (groups === null) yield "\n";
      else {
        const portion = { head, groups: groups.sorted(), deviceOf: groups.deviceOf };
        for (const item of form.listed(portion)) {
          yield separator + JSON.stringify(item);
          separator = ",\n";
        }
        for (const item of form.later(portion)) await later.add(JSON.stringify(item));
      }
    }
    yield form.between;
    yield* later.pieces();
    yield form.closing;
  } finally {
    await later.close();
  }
}

/** What is said of the devices, as much at a time as may be held; null while more is read. */
async function* portions(filter: DeviceFilter, held: number): AsyncGenerator<StatementGroups | null> {
  let groups = new StatementGroups();
  let batch: VexDevice[] = [];
  const take = async () => {
    const findings = await loadStatedFindings(batch.map(({ id }) => id));
    for (const device of batch) groups.add(device, ownStatements(findings.get(device.id) ?? []));
    batch = [];
  };
  for await (const row of streamDevices({ filter, sort: "id", isDescending: false, limit: BATCH_SIZE })) {
    const { id, name, vendor, model, orderNumber, firmware, serial } = row;
    batch.push({ id, name, vendor, model, orderNumber, firmware, serial });
    if (batch.length < Math.min(BATCH_SIZE, held)) continue;
    await take();
    yield groups.statements < held ? null : groups;
    if (groups.statements >= held) groups = new StatementGroups();
  }
  await take();
  yield groups;
}
