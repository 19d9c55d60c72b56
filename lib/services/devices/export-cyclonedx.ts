import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import { streamDeviceDetails } from "@/lib/db/devices/device-query";
import type { DeviceDetailRow } from "@/lib/db/devices/device-row";
import { listSoftwareBills, loadComponents } from "@/lib/db/firmware/software-bill";
import { listSiteRows } from "@/lib/db/sites/site";
import { cycloneDxOpening } from "@/lib/domain/export/cyclonedx-document";
import {
  billComponent,
  billDependencies,
  deviceComponent,
  deviceDependencies,
  deviceServices,
  type InventoriedBill,
  type InventoriedDevice,
} from "@/lib/domain/export/cyclonedx-inventory";
import { attachBill } from "@/lib/domain/software/attach-bill";
import { uuidOf } from "@/lib/domain/uuid-of";
import type { ExportDevicesOptions } from "./export-devices";
import { readFilter } from "./read-query";

const BATCH_SIZE = 200;

/**
 * The devices that the query lets through as one CycloneDX 1.6 document, piece by piece: devices with their parts,
 * services, the bills of materials that they run, and what depends on what.
 */
export function exportCycloneDx(
  actor: Actor,
  { query = {} }: Pick<ExportDevicesOptions, "query"> = {},
): AsyncIterable<string> {
  requirePermission(actor, "exports.read");
  return pieces(query);
}

async function* pieces(query: NonNullable<ExportDevicesOptions["query"]>): AsyncGenerator<string> {
  const filter = readFilter(query);
  const [bills, sites] = await Promise.all([listSoftwareBills(), listSiteRows()]);
  const ids = sites.map(({ id }) => id).sort();
  const nowMs = Date.now();
  const opening = cycloneDxOpening({
    serialNumber: `urn:uuid:${uuidOf(`cyclonedx|${JSON.stringify(query)}|${ids.join(" ")}`)}`,
    version: Math.floor(nowMs / 1000),
    timestamp: new Date(nowMs).toISOString(),
    metadata: { lifecycles: [{ phase: "operations" }] },
  });
  yield `${opening}"components":[`;
  const services: string[] = [];
  const dependencies: string[] = [];
  const running = new Set<string>();
  let separator = "\n";
  for await (const row of streamDeviceDetails({ filter, sort: "id", isDescending: false, limit: BATCH_SIZE })) {
    const device = inventoried(row);
    const own = bills.filter((bill) => attachBill(bill, row).kind === "runs").map(({ id }) => id);
    for (const id of own) running.add(id);
    yield separator + JSON.stringify(deviceComponent(device));
    separator = ",\n";
    for (const service of deviceServices(device)) services.push(JSON.stringify(service));
    for (const it of deviceDependencies(device, own)) dependencies.push(JSON.stringify(it));
  }
  for (const { id, vendor, product, version } of bills) {
    if (!running.has(id)) continue;
    const bill: InventoriedBill = {
      id,
      vendor,
      product,
      version,
      components: await loadComponents(id, null),
    };
    yield separator + JSON.stringify(billComponent(bill));
    separator = ",\n";
    dependencies.push(JSON.stringify(billDependencies(bill)));
  }
  yield `\n],"services":[`;
  yield* listed(services);
  yield `\n],"dependencies":[`;
  yield* listed(dependencies);
  yield "\n]}\n";
}

function* listed(items: readonly string[]): Generator<string> {
  let separator = "\n";
  for (const item of items) {
    yield separator + item;
    separator = ",\n";
  }
}

function inventoried(row: DeviceDetailRow): InventoriedDevice {
  const { id, name, vendor, model, orderNumber, firmware, serial, os, role, site, state } = row;
  const { zoneName: zone, riskScore, owner, location, detail } = row;
  return {
    ...{ id, name, vendor, model, orderNumber, firmware, serial, os, role, site, state },
    ...{ zone, riskScore, owner, location, detail },
  };
}
