import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceQuery } from "@/lib/contracts/devices";
import type { VexExportFormat } from "@/lib/contracts/exports";
import { streamDevices } from "@/lib/db/devices/device-query";
import { loadStatedFindings } from "@/lib/db/findings/finding";
import { listSiteRows } from "@/lib/db/sites/site";
import { uuidOf } from "@/lib/domain/uuid-of";
import { ownStatements } from "@/lib/domain/vex/own-statements";
import type { VexDevice } from "@/lib/domain/vex/vex-device";
import { CYCLONE_DX_VEX, OPEN_VEX, type VexGroup } from "@/lib/domain/vex/write-vex";
import { readFilter } from "../devices/read-query";

export interface ExportVexOptions {
  readonly format: VexExportFormat;
  /** Which devices; all of them without. */
  readonly query?: Partial<Omit<DeviceQuery, "cursor" | "limit" | "sort" | "order">>;
  /** Who says so; the product's name while nobody is named. */
  readonly author?: string | undefined;
}

const BATCH_SIZE = 500;
const DEFAULT_AUTHOR = "Sightglass";

/**
 * Our verdicts on the devices that the query lets through, with what people said against documents, as exploitability
 * statements. Devices of which the same is said of the same vulnerability share a statement.
 */
export function exportVex(actor: Actor, { format, query = {}, author }: ExportVexOptions): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  requirePermission(actor, "findings.read");
  return pieces(format, query, author?.trim() || DEFAULT_AUTHOR);
}

async function* pieces(
  format: VexExportFormat,
  query: NonNullable<ExportVexOptions["query"]>,
  author: string,
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
  yield form.opening(head);
  const devices = new Map<string, VexDevice>();
  const groups = new Map<string, { readonly statement: VexGroup["statement"]; readonly devices: string[] }>();
  let batch: VexDevice[] = [];
  const take = async () => {
    const findings = await loadStatedFindings(batch.map(({ id }) => id));
    for (const device of batch) {
      for (const statement of ownStatements(findings.get(device.id) ?? [])) {
        devices.set(device.id, device);
        const key = JSON.stringify(statement);
        const group = groups.get(key);
        if (group) group.devices.push(device.id);
        else groups.set(key, { statement, devices: [device.id] });
      }
    }
    batch = [];
  };
  for await (const row of streamDevices({ filter, sort: "id", isDescending: false, limit: BATCH_SIZE })) {
    const { id, name, vendor, model, orderNumber, firmware, serial } = row;
    batch.push({ id, name, vendor, model, orderNumber, firmware, serial });
    if (batch.length < BATCH_SIZE) continue;
    await take();
    // Nothing can be said before all is read; a proxy that hears nothing for a minute would take the connection down.
    yield "\n";
  }
  await take();
  const sorted = [...groups.values()].sort((a, b) =>
    a.statement.vulnerability.localeCompare(b.statement.vulnerability, "en", { numeric: true }),
  );
  yield* form.rest(head, sorted, (id) => devices.get(id) as VexDevice);
}
