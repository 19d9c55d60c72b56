import type { Operation, PeerNameSource } from "@/lib/domain/flow/flow";
import { tellingOfLog } from "@/lib/domain/flow/telling";
import type { IdentityField, ServiceEvidence, Subject, Transport } from "@/lib/domain/observation";
import { DevicesBehind } from "../collect/devices-behind";
import type { DiscoveryDraft, Seen, ServicePart, Source } from "../collect/discovery-draft";
import type { Ends, ZeekRow } from "./zeek-row";

/** What passed between the ends of a record. */
export interface Exchange {
  readonly transport: Transport;
  /**
   * `fromOrig` and `fromResp` are packets. Default: they are messages that a protocol's log tells of. conn.log counts
   * their packets too, so they are added to no flow: only whether the responder answered is kept.
   */
  readonly isCounted?: boolean;
  /** Our protocol name, or "unknown". */
  readonly protocol: string;
  /** Default "payload": Zeek's analyzers parsed the protocol. */
  readonly evidence?: ServiceEvidence;
  readonly fromOrig: number;
  readonly fromResp: number;
  readonly bytesFromOrig?: number;
  readonly bytesFromResp?: number;
  readonly operations?: readonly Operation[];
  readonly peerName?: string | null;
  readonly peerNameFrom?: PeerNameSource | null;
  readonly origMac?: string | null;
  readonly respMac?: string | null;
  readonly vlan?: number | null;
  /** The responder's service; default: it is one when it answered. */
  readonly isService?: boolean;
  readonly product?: string | null;
  readonly version?: string | null;
  readonly flags?: readonly string[];
}

export const subjectOf = (ip: string, mac: string | null = null): Subject => ({ mac, ip, child: null });

/** Turns what one record says into observations and flows. One per log kind; `at` is called for each record. */
export class ZeekReport {
  private seen: Seen = { position: 0, fromUs: null, toUs: null };
  private readonly source: Source;
  private readonly tellingRank: number | undefined;
  private readonly behind = new DevicesBehind();

  constructor(
    private readonly draft: DiscoveryDraft,
    path: string,
  ) {
    this.source = { protocol: `zeek ${path}`, method: "passive" };
    this.tellingRank = tellingOfLog(path)?.rank;
  }

  at(row: ZeekRow): void {
    const fromUs = row.timeUs("ts");
    const durationSeconds = row.number("duration");
    const toUs = fromUs !== null && durationSeconds !== null ? fromUs + Math.round(durationSeconds * 1e6) : fromUs;
    this.seen = { position: row.position, fromUs, toUs };
  }

  /** Flow, sightings of both ends, and the responder's service when it answered. */
  exchange(row: ZeekRow, ends: Ends, it: Exchange): void {
    const { orig, resp } = ends;
    const { fromOrig, fromResp, transport, protocol, evidence = "payload", vlan = null } = it;
    const origMac = it.origMac ?? null;
    const respMac = it.respMac ?? null;
    const hasPort = transport === "tcp" || transport === "udp" || transport === "sctp";
    const port = hasPort ? ends.respPort : null;
    this.draft.flow(this.seen, {
      initiator: { ip: orig, mac: origMac },
      responder: { ip: resp, mac: respMac },
      transport,
      port,
      protocol,
      evidence,
      vlan,
      packets: it.isCounted ? fromOrig + fromResp : 0,
      packetsFromResponder: fromResp,
      bytes: (it.bytesFromOrig ?? 0) + (it.bytesFromResp ?? 0),
      bytesFromResponder: it.bytesFromResp ?? 0,
      operations: it.operations,
      tellingRank: this.tellingRank,
      peerName: it.peerName,
      peerNameFrom: it.peerNameFrom,
    });
    const conversed = fromOrig > 0 && fromResp > 0;
    if (row.isHost(orig)) {
      this.draft.sighting(this.source, this.seen, subjectOf(orig, origMac), {
        sent: fromOrig,
        received: fromResp,
        conversed,
        vlan,
      });
    }
    if (!row.isHost(resp)) return;
    this.draft.sighting(this.source, this.seen, subjectOf(resp, respMac), {
      sent: fromResp,
      received: fromOrig,
      conversed,
      vlan,
    });
    if (it.isService ?? (fromResp > 0 && hasPort)) {
      const { product, version, flags } = it;
      this.service(resp, { transport, port, service: protocol, evidence, product, version, flags });
    }
  }

  /** `more` is what the protocol's own word for the source adds: "user-agent", "banner". */
  identity(
    subject: Subject | string,
    field: IdentityField,
    value: string | null,
    more: { inferred?: boolean; as?: string } = {},
  ): void {
    if (value === null) return;
    const source = more.as ? { ...this.source, protocol: `zeek ${more.as}` } : this.source;
    const about = typeof subject === "string" ? subjectOf(subject) : subject;
    this.draft.identity(source, this.seen, about, { field, value, inferred: more.inferred });
  }

  service(ip: string, part: ServicePart): void {
    this.draft.service(this.source, this.seen, subjectOf(ip), part);
  }

  /** A statement of a device behind the address, or of nobody says which (null): see DevicesBehind. */
  identityBehind(ip: string, child: string | null, field: IdentityField, value: string | null, as?: string): void {
    if (value === null) return;
    const source: Source = { protocol: as ? `zeek ${as}` : this.source.protocol, method: "passive" };
    this.behind.add({ ip, child, field, value, source, seen: this.seen });
  }

  finish(): void {
    this.behind.finish(this.draft, this.source.protocol);
  }

  /** Frames of a protocol below IP, from card to card. */
  frames(from: string, to: string, protocol: string): void {
    this.draft.flow(this.seen, {
      initiator: { ip: null, mac: from },
      responder: { ip: null, mac: to },
      transport: "ethernet",
      port: null,
      protocol,
      evidence: "payload",
      packets: 0,
      bytes: 0,
      packetsFromResponder: 0,
      bytesFromResponder: 0,
    });
    const subject = { mac: from, ip: null, child: null };
    this.draft.sighting(this.source, this.seen, subject, { sent: 1, received: 0, conversed: true });
  }

  /** The address was seen sending, and talking with somebody. */
  alive(subject: Subject): void {
    this.draft.sighting(this.source, this.seen, subject, { sent: 1, received: 0, conversed: true });
  }

  /** The MAC holds the address: by a lease the server acknowledged, or as the host itself says. */
  binding(mac: string, ip: string, proof: "dhcp" | "stated" | "arp"): void {
    this.draft.binding(this.source, this.seen, mac, ip, proof);
  }
}
