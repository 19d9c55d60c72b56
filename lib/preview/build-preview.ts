import type { Device } from "@/lib/domain/device/device";
import type { Flow } from "@/lib/domain/flow/flow";
import type { ResolveOptions } from "@/lib/domain/identity/resolve";
import { type ReadFile, resolveSources } from "@/lib/domain/identity/resolve-sources";
import type { Preview, PreviewDevice, PreviewFlow, PreviewProtocol, UnreadFile } from "./preview";

/** Rows that are shown; more is for the inventory. */
const MAX_DEVICES = 2_000;
const MAX_FLOWS = 500;

/** Read captures → what they hold, by the very resolution of an import. */
export function buildPreview(
  files: readonly ReadFile[],
  tables: Omit<ResolveOptions, "nowUs">,
  unread: readonly UnreadFile[] = [],
): Preview {
  const { devices } = resolveSources(files, tables);
  const flows = files.flatMap(({ result }) => [...result.flows]);
  const largest = [...flows].sort((a, b) => b.packets - a.packets).slice(0, MAX_FLOWS);
  return {
    files: files.map(({ file, result }) => ({
      name: file,
      format: result.format,
      linkTypes: result.linkTypes,
      packets: result.records,
      firstSeenUs: result.firstSeenUs,
      lastSeenUs: result.lastSeenUs,
      ledger: result.ledger,
      warnings: result.warnings,
    })),
    unread,
    deviceCount: devices.length,
    devices: devices.slice(0, MAX_DEVICES).map(deviceOf),
    flowCount: flows.length,
    flows: largest.map(flowOf),
    protocols: protocolsOf(flows),
  };
}

function deviceOf({ id, fields, interfaces, services }: Device): PreviewDevice {
  return {
    id,
    name: fields.name?.value ?? null,
    vendor: fields.vendor?.value ?? null,
    model: fields.model?.value ?? fields.orderNumber?.value ?? null,
    firmware: fields.firmware?.value ?? null,
    role: fields.role?.value ?? null,
    ips: [...new Set(interfaces.flatMap(({ addresses }) => addresses.map(({ ip }) => ip)))],
    macs: interfaces.flatMap(({ mac }) => (mac === null ? [] : [mac])),
    services: [...new Set(services.map(({ protocol }) => protocol))],
  };
}

function flowOf({ initiator, responder, ...flow }: Flow): PreviewFlow {
  const { transport, port, protocol, evidence, packets, bytes, operations } = flow;
  const nameOf = ({ ip, mac }: Flow["initiator"]) => ip ?? mac ?? "unknown";
  return {
    initiator: nameOf(initiator),
    responder: nameOf(responder),
    transport,
    port,
    protocol,
    evidence,
    packets,
    bytes,
    operations,
  };
}

function protocolsOf(flows: readonly Flow[]): PreviewProtocol[] {
  const sums = new Map<string, { flows: number; packets: number; bytes: number }>();
  for (const { protocol, packets, bytes } of flows) {
    const sum = sums.get(protocol) ?? { flows: 0, packets: 0, bytes: 0 };
    sums.set(protocol, { flows: sum.flows + 1, packets: sum.packets + packets, bytes: sum.bytes + bytes });
  }
  return [...sums]
    .map(([protocol, sum]) => ({ protocol, ...sum }))
    .sort((a, b) => b.packets - a.packets || (a.protocol < b.protocol ? -1 : 1));
}
