import { compareIps } from "@/lib/domain/address-order";
import type { Device } from "@/lib/domain/device/device";
import type { Flow } from "@/lib/domain/flow/flow";
import { summariseUnconfirmed } from "@/lib/domain/identity/endpoints/summarise-unconfirmed";
import type { PassingInventory } from "@/lib/domain/identity/resolve";
import type { ResolvedFile } from "@/lib/domain/identity/resolve-sources";
import { isoTime } from "@/lib/domain/iso-time";
import type { IdentityField } from "@/lib/domain/observation";
import { countOf } from "@/lib/domain/say-count";
import { textTable } from "./text-table";

const MAX_FLOWS = 20;
const UNKNOWN = "–";

/** The same as the JSON document, in short, for people. */
export function inspectText(files: readonly ResolvedFile[], inventory: PassingInventory): string {
  const devices = Array.from(inventory.devices, ({ device }) => device);
  const flows = files.flatMap(({ result }) => [...result.flows]);
  const parts = [
    ...files.map(fileText),
    `${countOf(devices.length, "device")}\n${deviceTable(devices)}`,
    ...summariseUnconfirmed(inventory.unconfirmed).map(
      (row) => `${countOf(row.count, "unconfirmed address", "unconfirmed addresses")}: ${row.reason}`,
    ),
    flowsText(flows),
  ];
  return parts.join("\n\n");
}

function fileText({ file, sha256, result }: ResolvedFile): string {
  const { ledger } = result;
  const kind = [result.format, ...result.linkTypes].join(", ");
  const lines = [
    `${file}: ${kind}, ${countOf(result.records, "record")}, ${result.bytes} bytes`,
    ...(sha256 === null ? [] : [`  SHA-256 ${sha256}`]),
    `  ${isoTime(result.firstSeenUs) ?? UNKNOWN} to ${isoTime(result.lastSeenUs) ?? UNKNOWN}`,
    `  parsed ${ledger.parsed}, ignored ${ledger.ignored}, truncated ${ledger.truncated}, malformed ${ledger.malformed}`,
    ...ledger.reasons.map((row) => `    ${row.count} ${row.outcome}: ${row.reason}`),
    ...result.warnings.map((warning) => `  note: ${warning}`),
  ];
  return lines.join("\n");
}

function deviceTable(devices: readonly Device[]): string {
  const value = (device: Device, field: IdentityField) => device.fields[field]?.value ?? "";
  const rows = [...devices]
    .sort(byAddress)
    .map((device) => [
      list(device.interfaces.flatMap(({ addresses }) => addresses.map(({ ip }) => ip))),
      list(device.interfaces.flatMap(({ mac }) => (mac === null ? [] : [mac]))),
      value(device, "name") || UNKNOWN,
      value(device, "vendor") || list(device.interfaces.map(({ macVendor }) => (macVendor ? `(${macVendor})` : ""))),
      value(device, "model") || value(device, "orderNumber") || UNKNOWN,
      value(device, "firmware") || UNKNOWN,
      list(device.services.map(({ port, protocol }) => (port === null ? protocol : `${protocol}/${port}`))),
    ]);
  return textTable(["addresses", "cards", "name", "vendor", "model", "firmware", "services"], rows);
}

/** Devices without an address stand last. */
function byAddress(a: Device, b: Device): number {
  const first = (device: Device) => device.interfaces.flatMap(({ addresses }) => addresses.map(({ ip }) => ip))[0];
  const [ipA, ipB] = [first(a), first(b)];
  if (ipA === undefined || ipB === undefined) return Number(ipA === undefined) - Number(ipB === undefined);
  return compareIps(ipA, ipB);
}

function flowsText(flows: readonly Flow[]): string {
  const end = (flow: Flow, side: "initiator" | "responder") => flow[side].ip ?? flow[side].mac ?? UNKNOWN;
  const largest = [...flows].sort((a, b) => b.bytes - a.bytes).slice(0, MAX_FLOWS);
  const rows = largest.map((flow) => [
    end(flow, "initiator"),
    end(flow, "responder"),
    flow.port === null ? flow.transport : `${flow.transport}/${flow.port}`,
    flow.protocol,
    String(flow.packets),
    String(flow.bytes),
    Object.entries(flow.operations)
      .map(([operation, times]) => `${operation} ${times}`)
      .join(", "),
  ]);
  const title = `${countOf(flows.length, "flow")}${flows.length > MAX_FLOWS ? `, the ${MAX_FLOWS} largest` : ""}`;
  return `${title}\n${textTable(["from", "to", "port", "protocol", "packets", "bytes", "done"], rows)}`;
}

/** At most three, so that one busy device does not push every other off the screen. */
function list(values: readonly string[]): string {
  const distinct = [...new Set(values.filter((value) => value !== ""))];
  if (distinct.length === 0) return UNKNOWN;
  return distinct.length <= 3 ? distinct.join(" ") : `${distinct.slice(0, 3).join(" ")} +${distinct.length - 3}`;
}
