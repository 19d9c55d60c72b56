import type { Flow, Operation } from "@/lib/domain/flow/flow";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { Observation } from "@/lib/domain/observation";
import { LoggedPackets } from "../capture/logged-packets";
import type { DiscoveryDraft, Seen } from "../collect/discovery-draft";
import type { ImportLimits } from "../define-importer";
import { packetOf } from "./eve-packet";
import type { EveRecord } from "./eve-record";

/** Transactions have a record for each request; a packet of an alert shows a request of one of them once more. */
export const RANK_OF_TRANSACTIONS = 0;
const RANK_OF_PACKETS = 1;

/** Reasons for which packets were not read that are named. */
const MAX_NAMED = 5;

/** The packets in the records of one log, and what they say. */
export class EvePackets {
  /** Of most logs, no record has a packet. */
  private packets: LoggedPackets | null = null;
  private read = 0;
  private damaged = 0;

  constructor(private readonly limits: ImportLimits) {}

  /** Whether the record has a packet that can be read. */
  take(record: EveRecord, position: number): boolean {
    const packet = packetOf(record);
    if (packet === null) return false;
    this.packets ??= new LoggedPackets(this.limits);
    const timeUs = record.timeUs("timestamp");
    const isRead = packet !== "damaged" && this.packets.add({ ...packet, timeUs, position });
    if (isRead) this.read += 1;
    else this.damaged += 1;
    return isRead;
  }

  /** Adds to the log's own story what the packets say of hosts; their number says nothing. */
  tell(draft: DiscoveryDraft): void {
    if (!this.packets) return;
    const result = this.packets.finish();
    for (const it of result.observations) tellObservation(draft, it);
    for (const flow of result.flows) tellFlow(draft, flow);
    const warning = this.unreadWarning(result);
    if (warning !== null) draft.warnings.push(warning);
  }

  private unreadWarning({ ledger }: DiscoveryResult): string | null {
    const named = ledger.reasons.slice(0, MAX_NAMED).map(({ reason, count }) => `${reason} (${count})`);
    if (this.damaged > 0) named.push(`no packet in base64, or too long for one (${this.damaged})`);
    if (named.length === 0) return null;
    return `Of ${this.read + this.damaged} packets in the records, some were not read, or not whole: ${named.join("; ")}.`;
  }
}

const seenOf = (it: Observation | Flow): Seen => ({
  position: it.position,
  fromUs: it.firstSeenUs,
  toUs: it.lastSeenUs,
});

function tellObservation(draft: DiscoveryDraft, it: Observation): void {
  const source = { protocol: it.protocol, method: it.method };
  const seen = seenOf(it);
  if (it.kind === "identity") draft.identity(source, seen, it.subject, it);
  else if (it.kind === "service") draft.service(source, seen, it.subject, it);
  else if (it.kind === "sighting") draft.sighting(source, seen, it.subject, it);
  else if (it.subject.mac !== null && it.subject.ip !== null)
    draft.binding(source, seen, it.subject.mac, it.subject.ip, it.proof);
}

/** Cards are left out, as in the log's other records, so that all of them tell of one flow. */
function tellFlow(draft: DiscoveryDraft, flow: Flow): void {
  if (flow.evidence !== "payload") return;
  const bare = ({ ip, mac }: Flow["initiator"]) => ({ ip, mac: ip === null ? mac : null });
  const seen = seenOf(flow);
  const part = {
    ...flow,
    initiator: bare(flow.initiator),
    responder: bare(flow.responder),
    packets: 0,
    bytes: 0,
    packetsFromResponder: Math.min(flow.packetsFromResponder, 1),
    bytesFromResponder: 0,
    tellingRank: RANK_OF_PACKETS,
  };
  draft.flow(seen, { ...part, operations: [] });
  for (const operation of Object.keys(flow.operations) as Operation[]) {
    const operations = Array.from({ length: flow.operations[operation] ?? 0 }, () => operation);
    const position = flow.operationPositions[operation] ?? flow.position;
    draft.flow({ ...seen, position }, { ...part, packetsFromResponder: 0, operations });
  }
}
