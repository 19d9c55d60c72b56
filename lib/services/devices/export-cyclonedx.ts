import "server-only";
import { requirePermission } from "@/lib/auth/require-permission";
import type { Actor } from "@/lib/auth/session";
import type { DeviceFilter } from "@/lib/db/devices/device-filter";
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
import { createSoftwareIndex } from "@/lib/domain/software/software-index";
import { uuidOf } from "@/lib/domain/uuid-of";
import { SpilledList } from "../spilled-list";
import type { ExportDevicesOptions } from "./export-devices";
import { readFilter } from "./read-query";

const BATCH_SIZE = 200;

/**
 * The devices that the query lets through as one CycloneDX 1.6 document, piece by piece: devices with their parts,
 * services, the bills of materials that they run, and what depends on what. Each device is read once, so that all that is
 * said of it fits together; what stands further down in the document is set aside until then.
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
  const [services, dependencies] = [new SpilledList(), new SpilledList()];
  try {
    yield `${openingOf(query, sites)}"components":[`;
    let separator = "\n";
    for await (const component of components(filter, bills, { services, dependencies })) {
      yield separator + JSON.stringify(component);
      separator = ",\n";
    }
    yield `\n],"services":[`;
    yield* services.pieces();
    yield `\n],"dependencies":[`;
    yield* dependencies.pieces();
    yield "\n]}\n";
  } finally {
    await Promise.all([services.close(), dependencies.close()]);
  }
}

function openingOf(
  query: NonNullable<ExportDevicesOptions["query"]>,
  sites: Awaited<ReturnType<typeof listSiteRows>>,
): string {
  const ids = sites.map(({ id }) => id).sort();
  const nowMs = Date.now();
  return cycloneDxOpening({
    serialNumber: `urn:uuid:${uuidOf(`cyclonedx|${JSON.stringify(query)}|${ids.join(" ")}`)}`,
    version: Math.floor(nowMs / 1000),
    timestamp: new Date(nowMs).toISOString(),
    metadata: { lifecycles: [{ phase: "operations" }] },
  });
}

/** Devices, then the bills that they run; what else is said of both goes to the other lists. */
async function* components(
  filter: DeviceFilter,
  bills: Awaited<ReturnType<typeof listSoftwareBills>>,
  { services, dependencies }: { readonly services: SpilledList; readonly dependencies: SpilledList },
): AsyncGenerator<object> {
  const running = new Set<string>();
  // Asks only the bills of the device's product, as there may be hundreds of each.
  const index = createSoftwareIndex(bills.map((bill) => ({ ...bill, weak: [] })));
  for await (const row of streamDeviceDetails({ filter, sort: "id", isDescending: false, limit: BATCH_SIZE })) {
    const device = inventoried(row);
    const own = index.attach(row).flatMap(({ bill, attachment }) => (attachment.kind === "runs" ? [bill.id] : []));
    for (const id of own) running.add(id);
    yield deviceComponent(device);
    for (const service of deviceServices(device)) await services.add(JSON.stringify(service));
    for (const it of deviceDependencies(device, own)) await dependencies.add(JSON.stringify(it));
  }
  for (const { id, vendor, product, version } of bills) {
    if (!running.has(id)) continue;
    const bill: InventoriedBill = { ...{ id, vendor, product, version }, components: await loadComponents(id, null) };
    yield billComponent(bill);
    await dependencies.add(JSON.stringify(billDependencies(bill)));
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
