import { FLOW_FLAG, type FlowTable } from "@/lib/capture/flow-table";
import { parseIp, parseMac } from "@/lib/domain/address";
import type { Operation } from "@/lib/domain/flow/flow";
import type { BindingProof, IdentityField, Subject } from "@/lib/domain/observation";
import type { IdentityOptions, Observer } from "@/lib/protocols/define-decoder";
import type { Conversation } from "./conversation";
import type { FindingFold, Moment } from "./finding-fold";
import type { CaptureContext } from "./message-context";

/** Takes a decoder's words about the message it was just given, and puts them where they belong. */
export class MessageObserver implements Observer {
  private conversation: Conversation | null = null;
  private row = 0;
  private isFromB = false;
  private protocol = "";

  constructor(
    private readonly context: CaptureContext,
    private readonly findings: FindingFold,
    private readonly flows: FlowTable,
  ) {}

  /** Says whose message comes next. */
  attend(conversation: Conversation, row: number, isFromB: boolean, protocol: string): void {
    this.conversation = conversation;
    this.row = row;
    this.isFromB = isFromB;
    this.protocol = protocol;
  }

  identity(field: IdentityField, value: string, options?: IdentityOptions): void {
    const subject = this.subjectOf(options);
    if (subject.mac === null && subject.ip === null) return;
    const protocol = options?.protocol ?? this.protocol;
    this.findings.identity(subject, field, value, protocol, options?.inferred === true, this.moment());
  }

  binding(ip: string, mac: string, proof: BindingProof): void {
    this.findings.binding(ip, mac, proof, this.protocol, this.moment());
  }

  operation(operation: Operation): void {
    this.conversation?.countOperation(operation);
  }

  direction(role: "request" | "response"): void {
    const { flags } = this.flows;
    // The first word counts: a peer that changes its mind tells nothing.
    if ((flags[this.row] & (FLOW_FLAG.asks | (FLOW_FLAG.asks << 1))) !== 0) return;
    const asksB = (role === "request") === this.isFromB;
    flags[this.row] |= asksB ? FLOW_FLAG.asks << 1 : FLOW_FLAG.asks;
  }

  service(details: { product?: string; version?: string; flag?: string }): void {
    const { conversation, findings } = this;
    if (!conversation) return;
    const product = details.product === undefined ? "" : findings.clean(details.product);
    const version = details.version === undefined ? "" : findings.clean(details.version);
    if (product !== "" || version !== "") conversation.addProduct(product || null, version || null);
    if (details.flag) conversation.addFlag(findings.clean(details.flag));
  }

  peerName(name: string): void {
    const { conversation } = this;
    if (!conversation || conversation.peerName !== null) return;
    const text = this.findings.clean(name);
    if (text !== "") conversation.peerName = text;
  }

  resolvedName(ip: string, name: string): void {
    this.findings.resolvedName(ip, name);
  }

  private moment(): Moment {
    const { context } = this;
    return { timeUs: context.hasTime ? context.timeUs : null, frame: context.frame };
  }

  private subjectOf(options: IdentityOptions | undefined): Subject {
    const { context } = this;
    const child = options?.child === undefined ? null : this.findings.clean(options.child) || null;
    const about = options?.about ?? "sender";
    if (about === "sender") return { mac: context.senderMac, ip: context.senderIp, child };
    if (about === "receiver") return { mac: context.receiverMac, ip: context.receiverIp, child };
    return { mac: about.mac ? parseMac(about.mac) : null, ip: about.ip ? parseIp(about.ip) : null, child };
  }
}
