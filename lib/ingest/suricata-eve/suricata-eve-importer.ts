import { isHostAddress } from "@/lib/domain/address";
import type { DiscoveryResult } from "@/lib/domain/import/discovery-result";
import type { Match } from "@/lib/protocols/define-decoder";
import { isEndpointUnit, unitAddress } from "@/lib/protocols/modbus/unit-address";
import { DevicesBehind } from "../collect/devices-behind";
import { DiscoveryDraft, type Seen, type Source } from "../collect/discovery-draft";
import { FlowDraft, type FlowPart } from "../collect/flow-draft";
import { protocolOfPort } from "../collect/protocol-of-port";
import type { Importer, ImportOptions, ImportParser } from "../define-importer";
import { LineSplitter } from "../text/line-splitter";
import { firstObjectOf, ObjectSplitter } from "../text/object-splitter";
import { protocolOfService } from "../zeek/protocol-name";
import { EVE_EVENTS } from "./eve-events";
import { readMdns } from "./eve-mdns";
import { EvePackets, RANK_OF_TRANSACTIONS } from "./eve-packets";
import { type EveRecord, parseEve } from "./eve-record";
import type { EveFact, EveStory } from "./eve-story";

/** Records that say nothing of a device, and why. */
const IGNORED: Readonly<Record<string, string>> = {
  frame: "a frame of a protocol that its own record tells of",
  packet: "a record of a packet, without its bytes",
  stats: "Suricata tells of itself, not of the network",
  engine: "Suricata tells of itself, not of the network",
};

/** Records that are no transaction: of them, nothing but who talked is taken, and only where nothing else tells of it. */
const REMARKS: ReadonlySet<string> = new Set(["alert", "anomaly", "drop", "fileinfo", "metadata"]);

/** Types of events that are named in the warning about those that are not known. */
const MAX_NAMED_TYPES = 12;

interface Ends {
  readonly client: string;
  readonly server: string;
  readonly port: number | null;
}

/** A record is a line, or an object of the list that the file is. Flow records count packets; records of protocols add none (docs/formats.md). */
class SuricataEveParser implements ImportParser {
  records = 0;
  private bytes = 0;
  private readonly draft: DiscoveryDraft;
  /** One-way flows, told only where no two-way ones are: Suricata can log both of the same packets. */
  private readonly oneWay: FlowDraft;
  /** Who talked, as alerts and other remarks have it: told only where nothing else tells of flows. */
  private readonly alerted: FlowDraft;
  private readonly packets: EvePackets;
  /** Units behind gateways of Modbus. */
  private readonly behind = new DevicesBehind();
  private hasFlows = false;
  /** Events of types that have no reader, by type. */
  private readonly unread = new Map<string, number>();
  /** Line of the record that is read. */
  private position = 0;
  private readonly lines = new LineSplitter(
    (line, isWhole) => this.readText(line, this.lines.number, isWhole),
    () => this.failAt(this.lines.number, "malformed", "the line is longer than 1 MiB"),
  );
  /** Set when the file is one JSON list. */
  private objects: ObjectSplitter | null = null;

  constructor(options: ImportOptions) {
    this.draft = new DiscoveryDraft(options.limits);
    this.packets = new EvePackets(options.limits);
    this.oneWay = new FlowDraft(options.limits.maxFlows, options.limits.maxEndpoints);
    this.alerted = new FlowDraft(options.limits.maxFlows, options.limits.maxEndpoints);
  }

  push(chunk: Uint8Array): void {
    if (this.bytes === 0 && isList(new TextDecoder().decode(chunk.subarray(0, 1_024))))
      this.objects = this.listObjects();
    this.bytes += chunk.length;
    (this.objects ?? this.lines).push(chunk);
  }

  private listObjects(): ObjectSplitter {
    return new ObjectSplitter(({ text, line }) => this.readText(text, line, true), {
      onTooLong: (line) => this.failAt(line, "malformed", "the record is longer than 1 MiB"),
      onBroken: (line) => this.failAt(line, "malformed", "the record does not end before the next one begins"),
    });
  }

  finish(): DiscoveryResult {
    const rest = this.objects?.finish();
    if (rest) this.failAt(rest.line, "truncated", "the last record is cut off");
    this.lines.finish();
    this.packets.tell(this.draft);
    this.behind.finish(this.draft, "suricata modbus");
    if (!this.hasFlows) {
      const counted = this.oneWay.finish();
      for (const flow of counted.length > 0 ? counted : this.alerted.finish()) {
        this.draft.flow(
          { position: flow.position, fromUs: flow.firstSeenUs, toUs: flow.lastSeenUs },
          { ...flow, operations: [] },
        );
      }
    }
    if (this.unread.size > 0) this.draft.warnings.push(this.unreadWarning());
    return this.draft.finish({ format: "suricata eve", bytes: this.bytes });
  }

  private unreadWarning(): string {
    const named = [...this.unread].slice(0, MAX_NAMED_TYPES).map(([type, count]) => `${type} (${count})`);
    const more = this.unread.size > MAX_NAMED_TYPES ? ` and ${this.unread.size - MAX_NAMED_TYPES} more` : "";
    return `Of events of types that are not known here, only who talked with whom was read: ${named.join(", ")}${more}.`;
  }

  private readText(text: string, line: number, isWhole: boolean): void {
    this.position = line;
    if (text.trim() === "") return;
    const record = parseEve(text);
    if (!record) {
      this.fail(
        isWhole ? "malformed" : "truncated",
        isWhole ? "the line is not a JSON object" : "the last line is cut off",
      );
      return;
    }
    const { type } = record;
    const isPacketRead = this.packets.take(record, line);
    const reason = Object.hasOwn(IGNORED, type) ? IGNORED[type] : undefined;
    if (reason === undefined) this.readEvent(record, type);
    else if (isPacketRead) this.countParsed();
    else this.fail("ignored", reason);
  }

  private countParsed(): void {
    this.records += 1;
    this.draft.ledger.countParsed();
  }

  private readEvent(record: EveRecord, type: string): void {
    const seen = seenOf(record, this.position);
    const isRead = type === "arp" ? this.readArp(record, seen) : this.readTraffic(record, type, seen);
    if (isRead === "endless") this.fail("ignored", `event of type ${wordOf(type)} without addresses`);
    else if (!isRead) this.fail("malformed", "an address of the record is missing or unreadable");
    else this.countParsed();
  }

  private readTraffic(record: EveRecord, type: string, seen: Seen): boolean | "endless" {
    const ends = endsOf(record, type);
    if (type === "dhcp") return this.readDhcp(record, seen);
    const isRemark = REMARKS.has(type);
    const isKnown = isRemark || TRAFFIC.has(type) || EVE_EVENTS.has(type);
    // Of odd packets and of types to come, some have no addresses.
    if (!ends) return (isRemark && type !== "alert") || !isKnown ? "endless" : false;
    if (type === "flow") return this.readFlow(record, ends, seen);
    if (type === "netflow") return this.readOneWay(record, seen);
    if (type === "dns" || type === "mdns") return this.readDns(record, ends, seen);
    if (EVE_EVENTS.has(type)) return this.readTransaction(record, type, ends, seen);
    if (!isRemark) this.noteUnread(wordOf(type));
    return this.readRemark(record, isRemark ? type : "event", ends, seen);
  }

  private noteUnread(type: string): void {
    const count = this.unread.get(type);
    if (count !== undefined || this.unread.size < MAX_UNREAD_TYPES) this.unread.set(type, (count ?? 0) + 1);
  }

  private readFlow(record: EveRecord, ends: Ends, seen: Seen): boolean {
    this.hasFlows = true;
    const transport = record.transport ?? "ip";
    const fromClient = record.count("flow.pkts_toserver") ?? 0;
    const fromServer = record.count("flow.pkts_toclient") ?? 0;
    const named = protocolOfService(appProtocol(record), ends.port);
    const guess = protocolOfPort(transport, ends.port);
    const isHandshake = transport === "tcp" && /^(?:established|closed)$/.test(record.text("flow.state") ?? "");
    const macs = {
      client: record.mac("ether.src_macs") ?? record.mac("ether.src_mac"),
      server: record.mac("ether.dest_macs") ?? record.mac("ether.dest_mac"),
    };
    const evidence = named ? "payload" : isHandshake && fromServer > 0 ? "handshake" : "port-only";
    const protocol = named ?? guess ?? "unknown";
    this.draft.flow(seen, {
      initiator: { ip: ends.client, mac: macs.client },
      responder: { ip: ends.server, mac: macs.server },
      transport,
      port: ends.port,
      protocol,
      evidence,
      vlan: record.vlan,
      packets: fromClient + fromServer,
      packetsFromResponder: fromServer,
      bytes: (record.count("flow.bytes_toserver") ?? 0) + (record.count("flow.bytes_toclient") ?? 0),
      bytesFromResponder: record.count("flow.bytes_toclient") ?? 0,
    });
    this.sight(ends.client, macs.client, "flow", seen, fromClient, fromServer, record.vlan);
    this.sight(ends.server, macs.server, "flow", seen, fromServer, fromClient, record.vlan);
    const isService =
      fromServer > 0 &&
      ends.port !== null &&
      (named !== null || evidence === "handshake" || (guess !== null && transport === "udp"));
    if (isService && isHostAddress(ends.server)) {
      this.draft.service(source("flow"), seen, subjectOf(ends.server), {
        transport,
        port: ends.port,
        service: protocol,
        evidence,
      });
    }
    return true;
  }

  private readOneWay(record: EveRecord, seen: Seen): boolean {
    const [from, to] = [record.ip("src_ip"), record.ip("dest_ip")];
    if (from === null || to === null) return false;
    const transport = record.transport ?? "ip";
    const [fromPort, toPort] = [record.port("src_port"), record.port("dest_port")];
    const isAnswer = isFromServer(transport, fromPort, toPort);
    const packets = record.count("netflow.pkts") ?? 0;
    const bytes = record.count("netflow.bytes") ?? 0;
    const port = isAnswer ? fromPort : toPort;
    const part: FlowPart = {
      initiator: { ip: isAnswer ? to : from, mac: null },
      responder: { ip: isAnswer ? from : to, mac: null },
      transport,
      port: transport === "icmp" ? null : port,
      protocol: protocolOfPort(transport, port) ?? "unknown",
      evidence: "port-only",
      vlan: record.vlan,
      packets,
      packetsFromResponder: isAnswer ? packets : 0,
      bytes,
      bytesFromResponder: isAnswer ? bytes : 0,
    };
    this.oneWay.add(seen, part);
    this.sight(from, null, "netflow", seen, packets, 0, record.vlan);
    return true;
  }

  /** An alert repeats its flow's counts so far, and another alert of the flow does so again: it counts nothing. */
  private readRemark(record: EveRecord, type: string, ends: Ends, seen: Seen): boolean {
    const [from, to] = [record.ip("flow.src_ip"), record.ip("flow.dest_ip")];
    const isStated = from !== null && to !== null;
    const transport = record.transport ?? "ip";
    const port = isStated && ends.port !== null ? record.port("flow.dest_port") : ends.port;
    const [client, server] = isStated ? [from, to] : [ends.client, ends.server];
    const named = protocolOfService(appProtocol(record), port);
    const answers = Math.min(record.count("flow.pkts_toclient") ?? 0, 1);
    this.alerted.add(seen, {
      initiator: { ip: client, mac: null },
      responder: { ip: server, mac: null },
      transport,
      port,
      protocol: named ?? protocolOfPort(transport, port) ?? "unknown",
      evidence: named ? "payload" : "port-only",
      vlan: record.vlan,
      packets: 0,
      packetsFromResponder: answers,
      bytes: 0,
      bytesFromResponder: 0,
    });
    this.sight(client, null, type, seen, 1, answers, record.vlan);
    this.sight(server, null, type, seen, answers, 1, record.vlan);
    return true;
  }

  private readDns(record: EveRecord, ends: Ends, seen: Seen): boolean {
    const type = record.text("dns.type") ?? record.text("mdns.type") ?? "";
    const isAnswered = /answer|response/i.test(type) || record.has("dns.rcode") || record.has("dns.answers");
    const protocol = protocolOfService("dns", ends.port) ?? "dns";
    this.tell(record, "dns", ends, seen, { protocol, isAnswered });
    if (protocol !== "mdns" || !isAnswered) return true;
    for (const { ip, field, value, as } of readMdns(record))
      this.draft.identity(source(as), seen, subjectOf(ip), { field, value });
    return true;
  }

  private readTransaction(record: EveRecord, type: string, ends: Ends, seen: Seen): boolean {
    const story = EVE_EVENTS.get(type)?.(record);
    if (!story) return false;
    this.tell(record, type, ends, seen, story);
    for (const fact of story.facts ?? []) this.readFact(fact, ends, seen);
    return true;
  }

  private readFact({ of, field, value, as, inferred, unit }: EveFact, ends: Ends, seen: Seen): void {
    const ip = of === "client" ? ends.client : ends.server;
    if (value === null || !isHostAddress(ip)) return;
    if (unit === undefined || unit === null || isEndpointUnit(unit)) {
      this.draft.identity(source(as), seen, subjectOf(ip), { field, value, inferred });
    } else {
      const child = unitAddress(unit, ends.port);
      this.behind.add({ ip, child, field, value, inferred, source: source(as), seen });
    }
  }

  /** Who talked with whom, in which protocol: no packets, flow records count them. */
  private tell(record: EveRecord, type: string, { client, server, port }: Ends, seen: Seen, story: EveStory): void {
    const transport = record.transport ?? story.transport ?? "tcp";
    this.draft.flow(seen, {
      initiator: { ip: client, mac: null },
      responder: { ip: server, mac: null },
      transport,
      port,
      protocol: story.protocol,
      evidence: "payload",
      vlan: record.vlan,
      packets: 0,
      packetsFromResponder: story.isAnswered ? 1 : 0,
      bytes: 0,
      bytesFromResponder: 0,
      operations: story.operation ? [story.operation] : [],
      tellingRank: RANK_OF_TRANSACTIONS,
      peerName: story.peerName,
      peerNameFrom: story.peerNameFrom,
    });
    this.sight(client, null, type, seen, 1, story.isAnswered ? 1 : 0, record.vlan);
    this.sight(server, null, type, seen, story.isAnswered ? 1 : 0, 1, record.vlan);
    if (!story.isAnswered || port === null || !isHostAddress(server)) return;
    const { protocol, product, version, flags } = story;
    this.draft.service(source(type), seen, subjectOf(server), {
      transport,
      port,
      service: protocol,
      evidence: "payload",
      product,
      version,
      flags,
    });
  }

  private readDhcp(record: EveRecord, seen: Seen): boolean {
    const mac = record.mac("dhcp.client_mac");
    if (mac === null) return false;
    const isAcknowledged = record.text("dhcp.dhcp_type") === "ack";
    const assigned = record.ip("dhcp.assigned_ip");
    const address = isAcknowledged && assigned !== null && isHostAddress(assigned) ? assigned : null;
    if (address) this.draft.binding(source("dhcp"), seen, mac, address, "dhcp");
    const subject = { mac, ip: address, child: null };
    this.draft.sighting(source("dhcp"), seen, subject, { sent: 1, received: 0, conversed: true });
    for (const [field, path] of [
      ["name", "dhcp.hostname"],
      ["description", "dhcp.vendor_class_identifier"],
    ] as const) {
      const value = record.text(path);
      if (value !== null)
        this.draft.identity(source(field === "name" ? "dhcp" : "dhcp vendor-class"), seen, subject, { field, value });
    }
    const server = record.text("dhcp.type") === "reply" ? record.ip("src_ip") : null;
    if (server !== null && isHostAddress(server)) {
      this.sight(server, null, "dhcp", seen, 1, 1, record.vlan);
      this.draft.service(source("dhcp"), seen, subjectOf(server), {
        transport: "udp",
        port: 67,
        service: "dhcp",
        evidence: "payload",
      });
    }
    return true;
  }

  private readArp(record: EveRecord, seen: Seen): boolean {
    const mac = record.mac("arp.src_mac");
    const ip = record.ip("arp.src_ip");
    if (mac === null || ip === null) return false;
    if (!isHostAddress(ip)) return true;
    this.draft.binding(source("arp"), seen, mac, ip, "arp");
    const isReply = /reply|^2$/i.test(record.text("arp.opcode") ?? "");
    this.draft.sighting(source("arp"), seen, { mac, ip, child: null }, { sent: 1, received: 0, conversed: isReply });
    return true;
  }

  private sight(
    ip: string,
    mac: string | null,
    type: string,
    seen: Seen,
    sent: number,
    received: number,
    vlan: number | null,
  ): void {
    if (!isHostAddress(ip)) return;
    const conversed = sent > 0 && received > 0;
    this.draft.sighting(source(type), seen, { mac, ip, child: null }, { sent, received, conversed, vlan });
  }

  private fail(outcome: "malformed" | "ignored" | "truncated", reason: string): void {
    this.failAt(this.position, outcome, reason);
  }

  private failAt(line: number, outcome: "malformed" | "ignored" | "truncated", reason: string): void {
    this.records += 1;
    this.draft.ledger.count(outcome, reason, line);
  }
}

const source = (word: string): Source => ({ protocol: `suricata ${word}`, method: "passive" });
const subjectOf = (ip: string) => ({ mac: null, ip, child: null });

/** Suricata's "failed" says that no protocol was recognised. */
function appProtocol(record: EveRecord): string | null {
  const word = record.text("app_proto");
  return word === "failed" || word === "unknown" ? null : word;
}

function seenOf(record: EveRecord, position: number): Seen {
  const timeUs = record.timeUs("timestamp");
  const startUs = record.timeUs("flow.start") ?? record.timeUs("netflow.start");
  const endUs = record.timeUs("flow.end") ?? record.timeUs("netflow.end");
  return { position, fromUs: startUs ?? timeUs, toUs: endUs ?? (startUs === null ? null : timeUs) };
}

/** Types whose records tell of one message or packet, and name first who sent it. */
const OF_ONE_MESSAGE: ReadonlySet<string> = new Set(["dns", "dnp3", "snmp", "alert", "anomaly", "drop", "fileinfo"]);

/** Types that are read here, besides transactions and remarks. */
const TRAFFIC: ReadonlySet<string> = new Set(["flow", "netflow", "dns", "mdns"]);

const MAX_UNREAD_TYPES = 100;

/** A type is a word of the file. */
const wordOf = (type: string) => (/^[a-z0-9_]{1,40}$/.test(type) ? type : "?");

/** Records of flows and transactions name the client first; those of single messages name who sent them. */
function endsOf(record: EveRecord, type: string): Ends | null {
  const [from, to] = [record.ip("src_ip"), record.ip("dest_ip")];
  if (from === null || to === null) return null;
  const transport = record.transport ?? "tcp";
  const [fromPort, toPort] = [record.port("src_port"), record.port("dest_port")];
  const direction = record.text("direction");
  const isMessage = direction === "to_client" || (direction !== "to_server" && OF_ONE_MESSAGE.has(type));
  const isSwapped =
    type !== "flow" &&
    (isMessage ? isFromServer(transport, fromPort, toPort) : isSurelyFromServer(transport, fromPort, toPort));
  const hasPorts = transport === "tcp" || transport === "udp" || transport === "sctp";
  const port = hasPorts ? (isSwapped ? fromPort : toPort) : null;
  return { client: isSwapped ? to : from, server: isSwapped ? from : to, port };
}

/** Which versions of Suricata name the sender in records of transactions differs: a service's port tells. */
function isSurelyFromServer(transport: string, fromPort: number | null, toPort: number | null): boolean {
  if (fromPort === null || toPort === null) return false;
  return protocolOfPort(transport, fromPort) !== null && protocolOfPort(transport, toPort) === null;
}

/** The sender's port is a service's and the receiver's is not; where neither or both are, the lower one is the server's. */
function isFromServer(transport: string, fromPort: number | null, toPort: number | null): boolean {
  if (fromPort === null || toPort === null) return false;
  const knowsFrom = protocolOfPort(transport, fromPort) !== null;
  const knowsTo = protocolOfPort(transport, toPort) !== null;
  return knowsFrom === knowsTo ? fromPort < toPort && !knowsTo : knowsFrom;
}

/** A byte order mark may stand before it. */
const isList = (text: string) => /^\s*\[/.test(text);

function recogniseEve(head: Uint8Array): Match {
  const text = new TextDecoder().decode(head);
  const first = isList(text) ? firstObjectOf(text) : text.split(/\r?\n/, 5).find((line) => line.trim() !== "");
  const record = parseEve(first ?? "");
  return record?.has("event_type") && record.has("timestamp") ? "certain" : "no";
}

/** Suricata's EVE log in JSON, lines or a list. */
export const suricataEveImporter: Importer = {
  name: "suricata-eve",
  title: "Suricata EVE log",
  recognise: recogniseEve,
  open: (options) => new SuricataEveParser(options),
};
