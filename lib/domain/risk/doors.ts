import { compareText } from "../compare-text";
import type { DeviceService } from "../device/device";
import { protocolTitle } from "../service/protocol-titles";

/** One protocol on a device, on however many ports: one door. */
export interface Door {
  /** The same on every device for the same protocol; for an unknown one, its port. */
  readonly key: string;
  /** "Telnet (TCP 23)"; layer-2 protocols by their name alone. */
  readonly name: string;
  readonly services: readonly DeviceService[];
}

/** A device's services by protocol, by key. */
export function doorsOf(services: readonly DeviceService[]): Door[] {
  const byKey = new Map<string, DeviceService[]>();
  for (const service of services) {
    const key = service.protocol === "unknown" ? `${service.transport} ${service.port}` : service.protocol;
    const list = byKey.get(key);
    if (list) list.push(service);
    else byKey.set(key, [service]);
  }
  return [...byKey]
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([key, list]) => ({ key, name: nameOf(list), services: list }));
}

/** Ports named per protocol; a honeypot has it on all. */
const MAX_PORTS = 3;

function nameOf(services: readonly DeviceService[]): string {
  const title = protocolTitle((services[0] as DeviceService).protocol);
  const ports = services
    .filter((it) => it.port !== null)
    .sort((a, b) => compareText(a.transport, b.transport) || (a.port as number) - (b.port as number))
    .map(({ transport, port }) => `${transport.toUpperCase()} ${port}`);
  const named = [...new Set(ports)];
  if (named.length === 0) return title;
  const rest = named.length > MAX_PORTS ? ` and ${named.length - MAX_PORTS} more` : "";
  return `${title} (${named.slice(0, MAX_PORTS).join(", ")}${rest})`;
}
