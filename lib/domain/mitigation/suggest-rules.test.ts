import { describe, expect, it } from "vitest";
import { type RulePath, suggestRules } from "./suggest-rules";

const path = (changes: Partial<RulePath> = {}): RulePath => ({
  devices: ["10.1.20.5"],
  direction: "in",
  peers: [],
  allowed: ["10.1.21.3"],
  protocol: "modbus",
  operations: ["write"],
  ports: [],
  title: "No writes",
  sid: 1_000_100,
  ...changes,
});

describe("suggestRules", () => {
  it("matches each Modbus function that writes, from everybody but the allowed peer, with ids of their own", () => {
    const { suricata, snort } = suggestRules(path());
    const lines = suricata.split("\n");
    expect(lines.map((line) => /function (\d+);/.exec(line)?.[1])).toEqual(["5", "6", "15", "16", "21", "22", "23"]);
    expect(lines[0]).toBe(
      'drop modbus !10.1.21.3 any -> 10.1.20.5 502 (msg:"Sightglass: No writes (function 5)"; flow:to_server,established; modbus: function 5; sid:1000100; rev:1;)',
    );
    expect(new Set(lines.map((line) => /sid:(\d+)/.exec(line)?.[1])).size).toBe(lines.length);
    expect(snort.split("\n")[0]).toContain("drop tcp !10.1.21.3 any -> 10.1.20.5 502");
    expect(snort).toContain("modbus_func:16;");
  });

  it("finds S7 writes and stops by their place in the packet", () => {
    const { suricata } = suggestRules(path({ protocol: "s7comm", operations: ["write", "control"] }));
    expect(suricata).toContain('content:"|32 01|"; offset:7; depth:2; content:"|05|"; offset:17; depth:1;');
    expect(suricata).toContain('content:"|29|"');
    expect(suricata.split("\n").every((line) => line.startsWith("drop tcp "))).toBe(true);
  });

  it("says when it cannot see the operation, and then matches the protocol on the ports where it was seen", () => {
    const ports = [
      { transport: "udp" as const, port: 47808 },
      { transport: "udp" as const, port: 47809 },
    ];
    const { suricata, notes } = suggestRules(path({ protocol: "bacnet", ports }));
    expect(suricata).toMatch(/^drop udp !10\.1\.21\.3 any -> 10\.1\.20\.5 \[47808,47809\] \(msg:/);
    expect(notes.join(" ")).toContain("cannot tell write of BACnet from the rest");
  });

  it("writes the path for a firewall, each address family by itself", () => {
    const { nftables } = suggestRules(
      path({ devices: ["10.1.20.5", "fd00::5"], peers: ["10.1.40.0/24"], allowed: [], operations: [] }),
    );
    expect(nftables.split("\n")).toEqual([
      "# No writes",
      "add rule inet filter forward ip daddr { 10.1.20.5 } ip saddr { 10.1.40.0/24 } tcp dport 502 counter drop",
    ]);
  });

  it("lets no name break out of a rule", () => {
    const { suricata, nftables } = suggestRules(
      path({ title: 'x"; sid:1; ) drop ip any any -> any any (msg:"\nadd rule inet filter forward accept' }),
    );
    for (const line of suricata.split("\n")) {
      expect(line.match(/sid:\d+;/g)?.length).toBe(1);
      expect(line.match(/"/g)?.length).toBe(2);
      expect(line.match(/;/g)?.length).toBe(5);
    }
    expect(nftables.split("\n").filter((line) => line.startsWith("add rule"))).toHaveLength(1);
  });
});
