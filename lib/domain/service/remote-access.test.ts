import { describe, expect, it } from "vitest";
import { possibleRemoteAccessTool, remoteAccessTool } from "./remote-access";

describe("remoteAccessTool", () => {
  it("recognises a tool by its protocol", () => {
    expect(remoteAccessTool("rdp", null)).toMatchObject({ tool: "RDP", kind: "session", by: "payload" });
    expect(remoteAccessTool("wireguard", null)?.kind).toBe("tunnel");
    expect(remoteAccessTool("http", null)).toBeNull();
  });

  it("recognises a tool by the name that was asked for, whole labels only", () => {
    expect(remoteAccessTool("tls", "router7.TeamViewer.com.")?.tool).toBe("TeamViewer");
    expect(remoteAccessTool("tls", "relay-1a2b.net.anydesk.com")?.tool).toBe("AnyDesk");
    expect(remoteAccessTool("tls", "notanydesk.com")).toBeNull();
    expect(remoteAccessTool("tls", "anydesk.com.evil.org")).toBeNull();
    expect(remoteAccessTool("tls", "com")).toBeNull();
  });

  it("trusts a certificate and a name more than bytes, and a port least of all", () => {
    expect(remoteAccessTool("tls", "AnyDesk Client")).toMatchObject({ tool: "AnyDesk", by: "certificate" });
    expect(remoteAccessTool("wireguard", "login.tailscale.com")).toMatchObject({ tool: "Tailscale", by: "name" });
    expect(possibleRemoteAccessTool("tcp", 6568)).toMatchObject({ tool: "AnyDesk", confidence: "possible" });
    expect(possibleRemoteAccessTool("tcp", 443)).toBeNull();
  });
});
