import { describe, expect, it } from "vitest";
import { remoteAccessTool } from "./remote-access";

describe("remoteAccessTool", () => {
  it("recognises a tool by its protocol", () => {
    expect(remoteAccessTool("rdp", null)).toEqual({ tool: "RDP", kind: "session" });
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
});
