/**
 * Tools by which people reach a device from afar. Recognised by the protocol in the packets or by the name the device
 * asked for, never by a port. Domains: the makers' own, as public write-ups name them.
 */
export interface RemoteAccessTool {
  readonly tool: string;
  /** "cloud": meets in its maker's cloud, past the firewall; "session": a desktop on a port; "tunnel": a VPN. */
  readonly kind: "cloud" | "session" | "tunnel";
  /** What it was recognised by, the surest first; a port alone is a possibility only. */
  readonly by: "certificate" | "name" | "payload" | "port";
  readonly confidence: "certain" | "likely" | "possible";
}

type Kind = RemoteAccessTool["kind"];
type Row = readonly [tool: string, kind: Kind, protocols: string, suffixes: string, certificates?: readonly string[]];

/** Usual ports of tools whose own words are not seen: "possibly", never more. */
const PORTS: ReadonlyMap<string, readonly [tool: string, kind: Kind]> = new Map([
  ["tcp 5938", ["TeamViewer", "cloud"]],
  ["udp 5938", ["TeamViewer", "cloud"]],
  ["tcp 6568", ["AnyDesk", "cloud"]],
  ["tcp 7070", ["AnyDesk", "cloud"]],
  ["tcp 6783", ["Splashtop", "cloud"]],
  ["tcp 21116", ["RustDesk", "cloud"]],
  ["udp 21116", ["RustDesk", "cloud"]],
  ["tcp 5931", ["Ammyy", "cloud"]],
  ["udp 41641", ["Tailscale", "tunnel"]],
  ["udp 9993", ["ZeroTier", "tunnel"]],
  ["tcp 7844", ["Cloudflare Tunnel", "cloud"]],
  ["udp 7844", ["Cloudflare Tunnel", "cloud"]],
  ["tcp 3389", ["RDP", "session"]],
  ["tcp 5900", ["VNC", "session"]],
  ["tcp 4899", ["Radmin", "session"]],
  ["tcp 6129", ["DameWare", "session"]],
  ["udp 1194", ["OpenVPN", "tunnel"]],
  ["tcp 1194", ["OpenVPN", "tunnel"]],
  ["udp 51820", ["WireGuard", "tunnel"]],
  ["udp 500", ["IPsec", "tunnel"]],
  ["udp 4500", ["IPsec", "tunnel"]],
  ["udp 1701", ["L2TP", "tunnel"]],
  ["tcp 1723", ["PPTP", "tunnel"]],
]);

const ROWS: readonly Row[] = [
  ["TeamViewer", "cloud", "teamviewer", "teamviewer.com teamviewer.cn teamviewer.us"],
  ["AnyDesk", "cloud", "anydesk", "anydesk.com", ["AnyDesk Client", "AnyNet Relay"]],
  ["LogMeIn", "cloud", "", "logmein.com logmein.eu logmein-gateway.com logmeininc.com logmeinrescue.com"],
  ["GoTo", "cloud", "", "gotomypc.com gotoassist.com fastsupport.com getgo.com"],
  ["Splashtop", "cloud", "splashtop", "splashtop.com"],
  ["ScreenConnect", "cloud", "", "screenconnect.com connectwise.com"],
  ["BeyondTrust", "cloud", "", "beyondtrustcloud.com bomgarcloud.com"],
  ["RustDesk", "cloud", "rustdesk", "rustdesk.com"],
  ["Chrome Remote Desktop", "cloud", "", "remotedesktop.google.com remotedesktop-pa.googleapis.com"],
  ["Quick Assist", "cloud", "", "support.services.microsoft.com"],
  ["Visual Studio dev tunnels", "cloud", "", "tunnels.api.visualstudio.com devtunnels.ms"],
  ["Atera", "cloud", "", "atera.com"],
  ["Action1", "cloud", "", "action1.com"],
  ["NinjaOne", "cloud", "", "ninjarmm.com ninjaone.com"],
  ["Kaseya", "cloud", "", "kaseya.net"],
  ["Syncro", "cloud", "", "syncromsp.com"],
  ["Level", "cloud", "", "level.io"],
  ["Supremo", "cloud", "", "supremocontrol.com"],
  ["UltraViewer", "cloud", "", "ultraviewer.net"],
  ["Zoho Assist", "cloud", "", "zohoassist.com"],
  ["ISL Online", "cloud", "", "islonline.com islonline.net"],
  ["RemotePC", "cloud", "", "remotepc.com"],
  ["Getscreen", "cloud", "", "getscreen.me"],
  ["HopToDesk", "cloud", "", "hoptodesk.com"],
  ["AeroAdmin", "cloud", "", "aeroadmin.com"],
  ["Ammyy", "cloud", "", "ammyy.com"],
  ["Remote Utilities", "cloud", "", "internetid.ru"],
  ["Parsec", "cloud", "", "parsec.app parsec.gg"],
  ["ngrok", "cloud", "", "ngrok-agent.com ngrok.com ngrok.io"],
  ["Tailscale", "tunnel", "tailscale", "tailscale.com tailscale.io ts.net"],
  ["ZeroTier", "tunnel", "zerotier", "zerotier.com"],
  ["NetBird", "tunnel", "", "netbird.io"],
  ["Cloudflare Tunnel", "cloud", "", "argotunnel.com"],
  ["Talk2M (eWON)", "cloud", "", "talk2m.com"],
  ["Tosibox", "cloud", "", "tosibox.com"],
  ["RDP", "session", "rdp", ""],
  ["VNC", "session", "vnc", ""],
  ["Radmin", "session", "radmin", ""],
  ["OpenVPN", "tunnel", "openvpn", ""],
  ["WireGuard", "tunnel", "wireguard", ""],
  ["IPsec", "tunnel", "ike ipsec", ""],
  ["L2TP", "tunnel", "l2tp", ""],
  ["PPTP", "tunnel", "pptp", ""],
];

const BY_PROTOCOL = new Map<string, RemoteAccessTool>();
const BY_SUFFIX = new Map<string, RemoteAccessTool>();
const BY_CERTIFICATE = new Map<string, RemoteAccessTool>();
for (const [tool, kind, protocols, suffixes, certificates = []] of ROWS) {
  for (const it of certificates) BY_CERTIFICATE.set(it, { tool, kind, by: "certificate", confidence: "certain" });
  for (const suffix of suffixes.split(" ").filter(Boolean))
    BY_SUFFIX.set(suffix, { tool, kind, by: "name", confidence: "certain" });
  for (const protocol of protocols.split(" ").filter(Boolean))
    BY_PROTOCOL.set(protocol, { tool, kind, by: "payload", confidence: "likely" });
}

/** The tool that presents itself under a certificate's common name, or null. */
export function remoteAccessToolOfCertificate(commonName: string): RemoteAccessTool | null {
  return BY_CERTIFICATE.get(commonName) ?? null;
}

/** The tool that a port alone suggests: worth a question, never a finding. */
export function possibleRemoteAccessTool(transport: string, port: number | null): RemoteAccessTool | null {
  const known = PORTS.get(`${transport} ${port}`);
  return known ? { tool: known[0], kind: known[1], by: "port", confidence: "possible" } : null;
}

/**
 * The tool behind a flow: by the certificate or the name that its initiator asked for, else by its protocol; null when
 * it is none.
 */
export function remoteAccessTool(protocol: string, peerName: string | null): RemoteAccessTool | null {
  const known = BY_PROTOCOL.get(protocol) ?? null;
  if (peerName === null) return known;
  const named = BY_CERTIFICATE.get(peerName);
  if (named) return named;
  const labels = peerName.toLowerCase().replace(/\.$/, "").split(".");
  for (let index = 0; index < labels.length - 1; index += 1) {
    const tool = BY_SUFFIX.get(labels.slice(index).join("."));
    if (tool) return tool;
  }
  return known;
}
