import { describe, expect, it } from "vitest";
import { type FlowSigns, RemoteAccessTools } from "./remote-access";
import { SHIPPED_REMOTE_ACCESS } from "./remote-access-tools";

const flow = (signs: Partial<FlowSigns>): FlowSigns => ({
  transport: "tcp",
  port: 443,
  protocol: "tls",
  evidence: "payload",
  packetsFromResponder: 5,
  peerName: null,
  peerNameFrom: null,
  ...signs,
});
const toolOf = (signs: Partial<FlowSigns>) => SHIPPED_REMOTE_ACCESS.ofFlow(flow(signs));

describe("RemoteAccessTools", () => {
  it("recognises a tool by its protocol", () => {
    expect(toolOf({ protocol: "rdp" })).toEqual({ tool: "RDP", kind: "session", by: "payload", confidence: "likely" });
    expect(toolOf({ protocol: "wireguard", transport: "udp" })?.kind).toBe("tunnel");
    expect(toolOf({ protocol: "http" })).toBeNull();
  });

  it("recognises a tool by a name, whole labels only", () => {
    expect(toolOf({ peerName: "router7.TeamViewer.com.", peerNameFrom: "sni" })?.tool).toBe("TeamViewer");
    expect(toolOf({ peerName: "relay-1a2b.net.anydesk.com", peerNameFrom: "sni" })?.tool).toBe("AnyDesk");
    for (const peerName of ["notanydesk.com", "anydesk.com.evil.org", "com", "anydesk.com.", ""]) {
      const found = toolOf({ peerName, peerNameFrom: "sni" });
      expect(found?.tool ?? null, peerName).toBe(peerName === "anydesk.com." ? "AnyDesk" : null);
    }
  });

  it("names the surest sign first: certificate, SNI, DNS, payload, port", () => {
    const name = (peerNameFrom: FlowSigns["peerNameFrom"]) =>
      toolOf({ peerName: "login.tailscale.com", peerNameFrom, protocol: "wireguard" });
    expect(toolOf({ peerName: "AnyDesk Client", peerNameFrom: "certificate" })).toMatchObject({
      by: "certificate",
      confidence: "certain",
    });
    expect(name("certificate")).toMatchObject({ tool: "Tailscale", by: "certificate", confidence: "certain" });
    expect(name("sni")).toMatchObject({ tool: "Tailscale", by: "sni", confidence: "certain" });
    expect(name("dns")).toMatchObject({ tool: "Tailscale", by: "dns", confidence: "likely" });
    expect(name(null)).toMatchObject({ tool: "Tailscale", by: "name" });
    expect(toolOf({ protocol: "wireguard" })).toMatchObject({ tool: "WireGuard", by: "payload" });
    const port = { protocol: "wireguard", transport: "udp", port: 51820, evidence: "port-only" } as const;
    expect(toolOf(port)).toMatchObject({ tool: "WireGuard", by: "port", confidence: "possible" });
  });

  it("takes a maker's web site for no more than a possibility", () => {
    expect(toolOf({ peerName: "www.anydesk.com", peerNameFrom: "sni" })?.confidence).toBe("possible");
    expect(toolOf({ peerName: "teamviewer.com", peerNameFrom: "http-host" })?.confidence).toBe("possible");
  });

  it("believes a port only where somebody answered and nothing else was said there", () => {
    const port = { port: 6568, protocol: "unknown", evidence: "handshake" } as const;
    expect(toolOf(port)).toMatchObject({ tool: "AnyDesk", by: "port", confidence: "possible" });
    expect(toolOf({ ...port, evidence: "port-only" }), "refused").toBeNull();
    expect(toolOf({ ...port, packetsFromResponder: 0 }), "unanswered").toBeNull();
    expect(toolOf({ ...port, protocol: "rtsp", evidence: "payload" }), "another protocol").toBeNull();
    expect(toolOf({ port: 3389, protocol: "unknown", evidence: "handshake" }), "payload was no RDP").toBeNull();
    expect(toolOf({ port: 3389, protocol: "rdp", evidence: "handshake" })?.confidence).toBe("possible");
    expect(toolOf({ port: 443 })).toBeNull();
  });

  it("lets earlier rows win, so that an installation's own stand over the shipped ones", () => {
    const own = new RemoteAccessTools([
      { tool: "Our gateway", kind: "tunnel", names: ["vpn.acme.example"], ports: ["udp 1194"] },
      { tool: "OpenVPN", kind: "tunnel", protocols: ["openvpn"], ports: ["udp 1194"] },
    ]);
    expect(own.ofFlow(flow({ peerName: "a.vpn.acme.example", peerNameFrom: "sni" }))?.tool).toBe("Our gateway");
    expect(own.ofFlow(flow({ transport: "udp", port: 1194, protocol: "unknown", evidence: "port-only" }))?.tool).toBe(
      "Our gateway",
    );
  });
});
