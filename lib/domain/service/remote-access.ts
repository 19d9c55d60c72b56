import { compareText } from "../compare-text";
import type { Flow, PeerNameSource } from "../flow/flow";

/** "cloud": meets in its maker's cloud, past the firewall; "session": a desktop on a port; "tunnel": a VPN. */
export const REMOTE_ACCESS_KINDS = ["cloud", "session", "tunnel"] as const;
export type RemoteAccessKind = (typeof REMOTE_ACCESS_KINDS)[number];

/**
 * What a tool was recognised by, the surest first. "name": a name of which an older import does not say where it was
 * read. A port alone is a possibility only.
 */
export const REMOTE_ACCESS_SIGNS = ["certificate", "sni", "http-host", "dns", "name", "payload", "port"] as const;
export type RemoteAccessSign = (typeof REMOTE_ACCESS_SIGNS)[number];

export const CONFIDENCES = ["certain", "likely", "possible"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** A tool by which people reach a device from afar, as it was recognised in a flow. */
export interface RemoteAccessTool {
  readonly tool: string;
  readonly kind: RemoteAccessKind;
  readonly by: RemoteAccessSign;
  readonly confidence: Confidence;
}

/** One tool and its signs: data, shipped or an installation's own. */
export interface RemoteAccessRow {
  readonly tool: string;
  readonly kind: RemoteAccessKind;
  /** Common names of its certificates, whole. */
  readonly certificates?: readonly string[];
  /** Domains under which its servers stand: "anydesk.com" is also "relay-1.net.anydesk.com". */
  readonly names?: readonly string[];
  /** Protocols that payload alone proves (names of lib/protocols/registry.ts). */
  readonly protocols?: readonly string[];
  /** Its usual ports: "tcp 5938". */
  readonly ports?: readonly string[];
}

/** What of a flow tells a tool. */
export type FlowSigns = Pick<
  Flow,
  "transport" | "port" | "protocol" | "evidence" | "packetsFromResponder" | "peerName" | "peerNameFrom"
>;

/** Recognises tools by rows: certificate, then the name asked for, then an address's DNS name, then payload, then port. */
export class RemoteAccessTools {
  private readonly byCertificate = new Map<string, RemoteAccessRow>();
  private readonly byName = new Map<string, RemoteAccessRow>();
  private readonly byProtocol = new Map<string, RemoteAccessRow>();
  private readonly byPort = new Map<string, RemoteAccessRow>();
  private readonly toolNames: readonly string[];

  /** Earlier rows win. */
  constructor(rows: readonly RemoteAccessRow[]) {
    this.toolNames = [...new Set(rows.map(({ tool }) => tool))].sort(compareText);
    for (const row of rows) {
      for (const it of row.certificates ?? []) keep(this.byCertificate, it, row);
      for (const it of row.names ?? []) keep(this.byName, it.toLowerCase(), row);
      for (const it of row.protocols ?? []) keep(this.byProtocol, it, row);
      for (const it of row.ports ?? []) keep(this.byPort, it, row);
    }
  }

  /** Names of all tools that can be recognised, in order. */
  get names(): readonly string[] {
    return this.toolNames;
  }

  /** Protocols that are a tool by themselves. */
  get protocols(): ReadonlySet<string> {
    return new Set(this.byProtocol.keys());
  }

  /** "tcp 3389" and the like: what may be a tool. */
  get ports(): ReadonlySet<string> {
    return new Set(this.byPort.keys());
  }

  ofCertificate(commonName: string): RemoteAccessTool | null {
    const row = this.byCertificate.get(commonName);
    return row ? seen(row, "certificate", "certain") : null;
  }

  /** The tool behind a flow, by its surest sign; null when it is none. */
  ofFlow(flow: FlowSigns): RemoteAccessTool | null {
    return this.ofName(flow.peerName, flow.peerNameFrom) ?? this.ofPayload(flow) ?? this.ofPort(flow);
  }

  private ofName(name: string | null, from: PeerNameSource | null): RemoteAccessTool | null {
    if (name === null) return null;
    const certificate = this.ofCertificate(name);
    if (certificate) return certificate;
    const lower = name.toLowerCase();
    const whole = lower.endsWith(".") ? lower.slice(0, -1) : lower;
    // The name, then without its first label, and so on; its last label alone is nobody's domain.
    for (let at = 0, dot = whole.indexOf("."); dot >= 0; at = dot + 1, dot = whole.indexOf(".", at)) {
      const row = this.byName.get(at === 0 ? whole : whole.slice(at));
      if (!row) continue;
      // Whoever reads a maker's pages does not run its tool.
      const isWebSite = row.kind !== "session" && (whole.startsWith("www.") || (at === 0 && from === "http-host"));
      return seen(row, from ?? "name", isWebSite ? "possible" : from === "dns" ? "likely" : "certain");
    }
    return null;
  }

  private ofPayload({ protocol, evidence }: FlowSigns): RemoteAccessTool | null {
    const row = evidence === "payload" ? this.byProtocol.get(protocol) : undefined;
    return row ? seen(row, "payload", "likely") : null;
  }

  /** An answered connection on a tool's port, unless what was said there was something else. */
  private ofPort(flow: FlowSigns): RemoteAccessTool | null {
    const { transport, port, protocol, evidence, packetsFromResponder } = flow;
    const row = this.byPort.get(`${transport} ${port}`);
    if (!row || packetsFromResponder === 0) return null;
    // A refusal is an answer, too; and no row speaks for a port whose payload is another protocol's.
    if (transport === "tcp" && evidence === "port-only") return null;
    const readable = row.protocols ?? [];
    const fits = readable.length > 0 ? readable.includes(protocol) : protocol === "unknown" || protocol === "tls";
    return fits ? seen(row, "port", "possible") : null;
  }
}

function keep(map: Map<string, RemoteAccessRow>, key: string, row: RemoteAccessRow): void {
  if (!map.has(key)) map.set(key, row);
}

function seen({ tool, kind }: RemoteAccessRow, by: RemoteAccessSign, confidence: Confidence): RemoteAccessTool {
  return { tool, kind, by, confidence };
}
