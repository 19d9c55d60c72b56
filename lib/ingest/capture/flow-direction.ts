import { FLOW_FLAG, type FlowTable } from "@/lib/capture/flow-table";
import { IP_PROTOCOL } from "@/lib/capture/packet";
import type { PortLayer } from "@/lib/protocols/define-decoder";
import type { DecoderIndex } from "./decoder-index";

/** Ports below this are given out for services (RFC 6335 §6). */
const FIRST_USER_PORT = 1_024;
/** From here on ports are picked at random by clients (RFC 6335 §6; Linux begins lower). */
const FIRST_EPHEMERAL_PORT = 32_768;

/**
 * Who opened the flow: true when it was end B. A group address answers nobody; a handshake says it; so does a decoder;
 * then a port of a known service; else whoever was seen first.
 */
export function isOpenedByB(flows: FlowTable, row: number, index: DecoderIndex): boolean {
  const flags = flows.flags(row);
  const isGroupA = (flags & FLOW_FLAG.group) !== 0;
  const isGroupB = (flags & (FLOW_FLAG.group << 1)) !== 0;
  if (isGroupA !== isGroupB) return isGroupA;
  const synA = (flags & FLOW_FLAG.syn) !== 0;
  const synB = (flags & (FLOW_FLAG.syn << 1)) !== 0;
  if (synA !== synB) return synB;
  const synAckA = (flags & FLOW_FLAG.synAck) !== 0;
  const synAckB = (flags & (FLOW_FLAG.synAck << 1)) !== 0;
  if (synAckA !== synAckB) return synAckA;
  const asksA = (flags & FLOW_FLAG.asks) !== 0;
  const asksB = (flags & (FLOW_FLAG.asks << 1)) !== 0;
  if (asksA !== asksB) return asksB;
  const isFirstFromB = (flags & FLOW_FLAG.firstFromB) !== 0;
  if (!flows.isIp(row)) return isFirstFromB;
  const rankA = portRank(flows.ipProtocol(row), flows.portA(row), index);
  const rankB = portRank(flows.ipProtocol(row), flows.portB(row), index);
  return rankA === rankB ? isFirstFromB : rankA > rankB;
}

const PORT_LAYERS: ReadonlyMap<number, PortLayer> = new Map([
  [IP_PROTOCOL.tcp, "tcp"],
  [IP_PROTOCOL.udp, "udp"],
  [IP_PROTOCOL.sctp, "sctp"],
]);

/** The more a port looks like a service's; 0 for transports without ports. */
function portRank(ipProtocol: number, port: number, index: DecoderIndex): number {
  if (port === 0) return 0;
  const layer = PORT_LAYERS.get(ipProtocol);
  if (!layer) return 0;
  const isSystem = port < FIRST_USER_PORT;
  if (index.knowsPort(layer, port)) return isSystem ? 4 : 3;
  if (isSystem) return 2;
  return WELL_KNOWN_PORTS.has(port) ? 1 : 0;
}

/** Whether the port is one that clients pick at random: no service is claimed for it on a guess. */
export function isEphemeral(port: number): boolean {
  return port >= FIRST_EPHEMERAL_PORT;
}

/** Registered ports of services that we do not decode (IANA service names and port numbers). */
const WELL_KNOWN_PORTS: ReadonlySet<number> = new Set([
  1025, 1080, 1099, 1194, 1433, 1521, 1701, 1723, 1812, 1813, 1900, 2049, 2055, 2123, 2152, 2222, 2761, 2762, 3128,
  3260, 3268, 3306, 3389, 3478, 3671, 3702, 4500, 4739, 4786, 4789, 4840, 5001, 5007, 5060, 5222, 5353, 5355, 5432,
  5601, 5671, 5672, 5683, 5900, 5938, 5985, 5986, 6000, 6379, 6514, 6653, 6667, 7070, 8000, 8009, 8080, 8086, 8089,
  8291, 8443, 8554, 8728, 8883, 8888, 9042, 9090, 9092, 9100, 9200, 9418, 9600, 10001, 11211, 15672, 17500, 18245,
  20000, 34962, 34963, 34964, 37777, 44818, 47808, 48898,
]);
