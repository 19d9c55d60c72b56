/**
 * Tools by which people reach a device from afar. Recognised by the protocol in the packets or by the name the device
 * asked for, never by a port. Domains: the makers' own, as public write-ups name them.
 */
export interface RemoteAccessTool {
  readonly tool: string;
  /** "cloud": meets in its maker's cloud, past the firewall; "session": a desktop on a port; "tunnel": a VPN. */
  readonly kind: "cloud" | "session" | "tunnel";
}

type Row = readonly [tool: string, kind: RemoteAccessTool["kind"], protocols: string, suffixes: string];

const ROWS: readonly Row[] = [
  ["TeamViewer", "cloud", "teamviewer", "teamviewer.com teamviewer.cn teamviewer.us"],
  ["AnyDesk", "cloud", "anydesk", "anydesk.com"],
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
for (const [tool, kind, protocols, suffixes] of ROWS) {
  for (const protocol of protocols.split(" ").filter(Boolean)) BY_PROTOCOL.set(protocol, { tool, kind });
  for (const suffix of suffixes.split(" ").filter(Boolean)) BY_SUFFIX.set(suffix, { tool, kind });
}

/** The tool behind a flow, by its protocol or by the name its initiator asked for; null when it is none. */
export function remoteAccessTool(protocol: string, peerName: string | null): RemoteAccessTool | null {
  const known = BY_PROTOCOL.get(protocol);
  if (known || peerName === null) return known ?? null;
  const labels = peerName.toLowerCase().replace(/\.$/, "").split(".");
  for (let index = 0; index < labels.length - 1; index += 1) {
    const tool = BY_SUFFIX.get(labels.slice(index).join("."));
    if (tool) return tool;
  }
  return null;
}
