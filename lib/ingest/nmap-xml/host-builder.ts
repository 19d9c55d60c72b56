import type { TimeUs } from "@/lib/domain/observation";
import type { XmlHandler } from "@/lib/domain/xml/guarded-xml";
import { readMasscanBanner } from "../collect/masscan-banner";
import { emptyHost, type NmapHost, type NmapPort, type NmapService } from "./nmap-host";
import type { ScriptNode, ScriptResult } from "./script-node";

/** Bounds per host: no scan of one host has more, and a hostile file must not fill the memory. */
const MAX = {
  ports: 131_072,
  scripts: 5_000,
  nodes: 20_000,
  addresses: 64,
  hostnames: 64,
  osMatches: 32,
  cpes: 16,
} as const;

export interface NmapEvents {
  host(host: NmapHost): void;
  /** Scripts that ran before or after the scan of hosts. */
  globalScript(result: ScriptResult): void;
}

type Attributes = Readonly<Record<string, string>>;

/** Gathers the elements of nmap's XML into hosts, one at a time. */
export class HostBuilder implements XmlHandler {
  /** Of `<nmaprun>`; the only time that scans of old versions state. */
  scanStartUs: TimeUs | null = null;
  /** Message of `<finished>` when nmap itself failed. */
  errorMessage: string | null = null;
  private host: NmapHost | null = null;
  private port: NmapPort | null = null;
  private script: ScriptResult | null = null;
  private readonly nodes: ScriptNode[] = [];
  private nodeCount = 0;
  private scriptCount = 0;
  private isHint = false;

  constructor(private readonly events: NmapEvents) {}

  /** The host that the file's end cut off, if any. */
  takeUnfinished(): NmapHost | null {
    const host = this.host;
    this.host = null;
    return host;
  }

  open(name: string, at: Attributes): void {
    if (this.isHint) return;
    switch (name) {
      case "nmaprun":
        this.scanStartUs = secondsToUs(at.start);
        return;
      case "hosthint":
        this.isHint = true;
        return;
      case "host":
        this.host = { ...emptyHost(), startUs: secondsToUs(at.starttime), endUs: secondsToUs(at.endtime) };
        this.nodeCount = 0;
        this.scriptCount = 0;
        return;
      case "finished":
        this.errorMessage = at.errormsg ?? null;
        return;
      case "script":
        this.openScript(at);
        return;
      case "table":
      case "elem":
        this.openNode(at);
        return;
      default:
        if (this.host) this.openInHost(this.host, name, at);
    }
  }

  close(name: string, text: string): void {
    if (name === "hosthint") this.isHint = false;
    if (this.isHint) return;
    switch (name) {
      case "host":
        if (this.host) this.events.host(this.host);
        this.host = null;
        return;
      case "port":
        this.port = null;
        return;
      case "script":
        this.closeScript();
        return;
      case "table":
      case "elem":
        this.closeNode(name, text);
        return;
      case "cpe":
        if (this.port?.service && this.port.service.cpes.length < MAX.cpes) this.port.service.cpes.push(text.trim());
    }
  }

  private openInHost(host: NmapHost, name: string, at: Attributes): void {
    switch (name) {
      case "status":
        host.state = at.state ?? null;
        host.reason = at.reason ?? "";
        return;
      case "address":
        if (host.addresses.length < MAX.addresses) {
          host.addresses.push({ address: at.addr ?? "", type: at.addrtype ?? "", vendor: at.vendor ?? null });
        }
        return;
      case "hostname":
        if (host.hostnames.length < MAX.hostnames) host.hostnames.push({ name: at.name ?? "", type: at.type ?? "" });
        return;
      case "port":
        this.openPort(host, at);
        return;
      case "state":
        if (!this.port) return;
        this.port.state = at.state ?? "";
        this.port.reason = at.reason ?? "";
        return;
      case "service":
        if (this.port) this.port.service = readService(at);
        return;
      case "osmatch":
        if (host.osMatches.length < MAX.osMatches) {
          host.osMatches.push({ name: at.name ?? "", accuracy: Number(at.accuracy ?? 0) || 0 });
        }
    }
  }

  private openPort(host: NmapHost, at: Attributes): void {
    const port = Number(at.portid);
    this.port = { protocol: at.protocol ?? "tcp", port, state: "", reason: "", service: null, scripts: [] };
    const isReal = Number.isInteger(port) && port >= 0 && port <= 65_535;
    if (isReal && host.ports.length < MAX.ports) host.ports.push(this.port);
  }

  private openScript(at: Attributes): void {
    const root = { key: "", text: "", children: [] };
    this.script = { id: at.id ?? "", output: at.output ?? "", port: this.port?.port ?? null, root };
    this.nodes.length = 0;
    this.nodes.push(root);
  }

  private closeScript(): void {
    const { script } = this;
    this.script = null;
    this.nodes.length = 0;
    if (!script) return;
    this.scriptCount += 1;
    if (!this.host) this.events.globalScript(script);
    else if (this.scriptCount <= MAX.scripts) (this.port?.scripts ?? this.host.scripts).push(script);
  }

  private openNode(at: Attributes): void {
    if (!this.script) return;
    this.nodeCount += 1;
    const node: ScriptNode = { key: at.key ?? "", text: "", children: [] };
    if (this.nodeCount <= MAX.nodes) this.nodes.at(-1)?.children.push(node);
    this.nodes.push(node);
  }

  private closeNode(name: string, text: string): void {
    if (!this.script) return;
    const node = this.nodes.pop();
    if (node && name === "elem") node.text = text;
  }
}

function readService(at: Attributes): NmapService {
  // masscan's XML is nmap's, but for the banner, which says that the service was spoken to.
  if (at.banner !== undefined && at.method === undefined) {
    const { service, product, version, title } = readMasscanBanner(at.name ?? "", at.banner);
    return { ...OF_BANNER, name: service, product, version, title, cpes: [] };
  }
  return {
    name: at.name ?? "",
    product: at.product || null,
    version: at.version || null,
    extraInfo: at.extrainfo || null,
    osType: at.ostype || null,
    deviceType: at.devicetype || null,
    hostname: at.hostname?.trim() || null,
    isTls: at.tunnel === "ssl",
    isProbed: at.method === "probed",
    cpes: [],
  };
}

/** Of a service that was recognised by its banner. */
const OF_BANNER = { extraInfo: null, osType: null, deviceType: null, hostname: null, isTls: false, isProbed: true };

function secondsToUs(text: string | undefined): TimeUs | null {
  const seconds = Number(text);
  return text !== undefined && Number.isInteger(seconds) && seconds > 0 && seconds < 9e9 ? seconds * 1e6 : null;
}
