import type { Flow } from "../flow/flow";
import type { CoverageFigures } from "./coverage";

type MeasuredFlow = Pick<Flow, "transport" | "protocol" | "evidence" | "packets" | "packetsFromResponder">;

/** Transports above which a protocol could be known. */
const KNOWABLE: readonly string[] = ["tcp", "udp", "sctp"];

/**
 * What these flows add to the figures of their content. A TCP flow with payload or a handshake must have packets of both
 * ends; of what has not, one direction was missed. `lib/db/imports/coverage.ts` says the same of a whole content in SQL.
 */
export function measureFlows(flows: readonly MeasuredFlow[], encryptedProtocols: readonly string[]): CoverageFigures {
  const figures = {
    ...{ flows: 0, packets: 0, tcpFlows: 0, oneSidedFlows: 0 },
    ...{ portOnlyPackets: 0, unknownPackets: 0, encryptedPackets: 0 },
  };
  for (const { transport, protocol, evidence, packets, packetsFromResponder } of flows) {
    figures.flows++;
    figures.packets += packets;
    if (transport === "tcp" && (evidence === "payload" || evidence === "handshake")) {
      figures.tcpFlows++;
      if (packetsFromResponder === 0 || packetsFromResponder === packets) figures.oneSidedFlows++;
    }
    if (evidence === "port-only") figures.portOnlyPackets += packets;
    if (protocol === "unknown" && KNOWABLE.includes(transport)) figures.unknownPackets += packets;
    if (encryptedProtocols.includes(protocol)) figures.encryptedPackets += packets;
  }
  return figures;
}

/** Figures of what came, less those of what it took the place of. */
export function figuresLess(more: CoverageFigures, less: CoverageFigures): CoverageFigures {
  return {
    flows: more.flows - less.flows,
    packets: more.packets - less.packets,
    tcpFlows: more.tcpFlows - less.tcpFlows,
    oneSidedFlows: more.oneSidedFlows - less.oneSidedFlows,
    portOnlyPackets: more.portOnlyPackets - less.portOnlyPackets,
    unknownPackets: more.unknownPackets - less.unknownPackets,
    encryptedPackets: more.encryptedPackets - less.encryptedPackets,
  };
}
