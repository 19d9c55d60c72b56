import { isHostAddress } from "@/lib/domain/address";
import { DiscoveryDraft, type Source } from "../collect/discovery-draft";
import { protocolOfPort } from "../collect/protocol-of-port";
import type { ImportOptions } from "../define-importer";
import { type FlowRecord, type FlowValues, isSourceInitiator, readFlowRecord } from "./flow-record";

const SOURCE: Source = { protocol: "netflow", method: "passive" };

const OF_EXPORTER = "the exporter's word on itself";

/** What argus writes in the column of the protocol besides protocols of flows. */
const OF_NO_FLOW: Readonly<Record<string, string>> = {
  man: OF_EXPORTER,
  arp: "a question of ARP, without the cards",
};

/** Adds exported flows up. Both directions of a conversation meet in one flow, whichever is told first. */
export class FlowRecords {
  records = 0;
  bytes = 0;
  readonly draft: DiscoveryDraft;

  constructor(options: ImportOptions) {
    this.draft = new DiscoveryDraft(options.limits);
  }

  take(values: FlowValues, line: number): void {
    const reason = Object.hasOwn(OF_NO_FLOW, values.protocol ?? "") ? OF_NO_FLOW[values.protocol ?? ""] : undefined;
    if (reason !== undefined) {
      this.fail("ignored", reason, line);
      return;
    }
    const record = readFlowRecord(values);
    if (typeof record === "string") {
      this.fail("malformed", record, line);
      return;
    }
    this.records += 1;
    this.draft.ledger.countParsed();
    this.tell(record, line);
  }

  /** For forms in which exporters tell of themselves, too: such records have no addresses at all. */
  takeUnlessStatistics(values: FlowValues, line: number): void {
    if (values.sourceIp !== undefined || values.destinationIp !== undefined) this.take(values, line);
    else this.fail("ignored", OF_EXPORTER, line);
  }

  fail(outcome: "malformed" | "ignored" | "truncated", reason: string, line: number): void {
    this.records += 1;
    this.draft.ledger.count(outcome, reason, line);
  }

  private tell(record: FlowRecord, position: number): void {
    const seen = { position, fromUs: record.fromUs, toUs: record.toUs };
    const source = { ip: record.sourceIp, mac: record.sourceMac };
    const destination = { ip: record.destinationIp, mac: record.destinationMac };
    const isForward = isSourceInitiator(record);
    const reversePackets = record.reversePackets ?? 0;
    const fromInitiator = isForward ? record.packets : reversePackets;
    const fromResponder = isForward ? reversePackets : record.packets;
    const { transport, vlan } = record;
    const port = isForward ? record.destinationPort : record.sourcePort;
    const guess = transport === "icmp" ? "icmp" : protocolOfPort(transport, port);
    this.draft.flow(seen, {
      initiator: isForward ? source : destination,
      responder: isForward ? destination : source,
      transport,
      port,
      protocol: guess ?? "unknown",
      evidence: "port-only",
      vlan,
      packets: fromInitiator + fromResponder,
      packetsFromResponder: fromResponder,
      bytes: record.bytes + record.reverseBytes,
      bytesFromResponder: isForward ? record.reverseBytes : record.bytes,
    });
    // That the other end answered shows where both directions are known; an exporter's flow of one is no conversation.
    const conversed = record.packets > 0 && (reversePackets > 0 || (record.flags?.ack ?? false));
    for (const [end, sent, received] of [
      [source, record.packets, reversePackets],
      [destination, reversePackets, record.packets],
    ] as const) {
      if (end.ip === null ? sent === 0 : !isHostAddress(end.ip)) continue;
      const subject = { mac: end.mac, ip: end.ip, child: null };
      this.draft.sighting(SOURCE, seen, subject, { sent, received, conversed: conversed && sent > 0, vlan });
    }
    const answered = transport === "tcp" ? fromResponder > 0 && (record.flags?.ack ?? true) : fromResponder > 0;
    const responder = isForward ? record.destinationIp : record.sourceIp;
    if (answered && port !== null && guess !== null && responder !== null && isHostAddress(responder)) {
      const subject = { mac: null, ip: responder, child: null };
      this.draft.service(SOURCE, seen, subject, { transport, port, service: guess, evidence: "port-only" });
    }
  }
}
