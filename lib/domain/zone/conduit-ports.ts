import type { ConduitPorts } from "./judge-conduits";

const PART = /^(tcp|udp)[\s/]*(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/i;
const LAST_PORT = 65_535;

/** "tcp 502, udp 5000-5010" → the ports; null when a part of it is none. "" is no port at all. */
export function parseConduitPorts(text: string): ConduitPorts[] | null {
  const ports: ConduitPorts[] = [];
  for (const part of text.split(",")) {
    if (part.trim() === "") continue;
    const found = PART.exec(part.trim());
    if (!found) return null;
    const from = Number(found[2]);
    const to = Number(found[3] ?? found[2]);
    if (from > to || to > LAST_PORT) return null;
    ports.push({ transport: (found[1] as string).toLowerCase() as ConduitPorts["transport"], from, to });
  }
  return ports;
}

/** As people write it: "tcp 502, udp 5000-5010". */
export function sayConduitPorts(ports: readonly ConduitPorts[]): string {
  return ports
    .map(({ transport, from, to }) => `${transport} ${from === to ? String(from) : `${from}-${to}`}`)
    .join(", ");
}
