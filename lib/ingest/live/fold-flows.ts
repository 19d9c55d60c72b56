import { type Flow, type FlowEnd, firstPositions, OPERATIONS, type Operation } from "@/lib/domain/flow/flow";
import { surerName } from "@/lib/domain/flow/peer-name";
import { SERVICE_EVIDENCE } from "@/lib/domain/observation";
import { widen } from "../collect/widen";

type Open = { -readonly [K in keyof Flow]: Flow[K] };

const endKey = (end: FlowEnd) => end.ip ?? end.mac ?? "";

/** Flows between the same ends on the same port stand together: one for each protocol that was proved. */
export function flowKey(flow: Flow): string {
  const { initiator, responder, transport, port, vlan } = flow;
  return `flow|${endKey(initiator)}|${endKey(responder)}|${transport}|${port}|${vlan}`;
}

/**
 * Adds flows of one key to those that are known under it, which keep their places. A conversation whose payload was not
 * seen belongs to the protocol that others on the same port proved, as in a file that is read as a whole.
 */
export function foldFlows(known: readonly Flow[], more: readonly Flow[]): Flow[] {
  // A map: a forged batch names a protocol in each of its rows. Nobody but us wrote `known`, so it holds each once.
  const byProtocol = new Map(known.map((it) => [it.protocol, it]));
  for (const flow of more) {
    const same = byProtocol.get(flow.protocol);
    byProtocol.set(flow.protocol, same ? joinFlows(same, flow) : flow);
  }
  const rows = [...byProtocol.values()];
  const proven = rows.filter((it) => it.evidence === "payload");
  if (proven.length === 0 || proven.length === rows.length) return rows;
  const [first] = [...proven].sort((a, b) => b.packets - a.packets || a.position - b.position);
  const joined = rows.reduce((sum, it) => (it.evidence === "payload" ? sum : joinFlows(sum, it)), first as Flow);
  return rows.flatMap((it) => (it === first ? [joined] : it.evidence === "payload" ? [it] : []));
}

/** Adds `b` to `a`, which keeps its protocol. What was seen first gives the MACs, the surer source the name. */
export function joinFlows(a: Flow, b: Flow): Flow {
  const [first, second] = a.position <= b.position ? [a, b] : [b, a];
  const joined: Open = {
    ...a,
    initiator: endOf(first.initiator, second.initiator),
    responder: endOf(first.responder, second.responder),
    ...surerName(first, second),
    position: first.position,
    packets: a.packets + b.packets,
    bytes: a.bytes + b.bytes,
    packetsFromResponder: a.packetsFromResponder + b.packetsFromResponder,
    bytesFromResponder: a.bytesFromResponder + b.bytesFromResponder,
    operations: sumOf(a, b),
    operationPositions: firstPositions(a.operationPositions, b.operationPositions),
  };
  if (SERVICE_EVIDENCE.indexOf(b.evidence) < SERVICE_EVIDENCE.indexOf(a.evidence)) joined.evidence = b.evidence;
  widen(joined, { fromUs: b.firstSeenUs, toUs: b.lastSeenUs });
  return joined;
}

const endOf = (first: FlowEnd, second: FlowEnd) => (first.mac === null && second.mac !== null ? second : first);

function sumOf(a: Flow, b: Flow): Flow["operations"] {
  const sum: Partial<Record<Operation, number>> = {};
  for (const operation of OPERATIONS) {
    const count = (a.operations[operation] ?? 0) + (b.operations[operation] ?? 0);
    if (count > 0) sum[operation] = count;
  }
  return sum;
}
