import { describe, expect, it } from "vitest";
import type { DeviceFlow } from "../flow/device-flow";
import { gatherExposure } from "./gather-exposure";

const cite = (position: number) => ({ realm: "plant", fileSha256: "ab", fileName: "a.pcap", format: "pcap", position });
const flow = (options: { [K in keyof DeviceFlow]?: Partial<DeviceFlow[K]> | DeviceFlow[K] } = {}): DeviceFlow => ({
  direction: (options.direction as DeviceFlow["direction"]) ?? "out",
  flow: {
    transport: "tcp",
    port: 443,
    protocol: "tls",
    evidence: "payload",
    packetsFromResponder: 5,
    operations: {},
    peerName: null,
    peerNameFrom: null,
    ...(options.flow as object),
  },
  peer: { deviceId: null, ip: "93.184.216.34", name: "93.184.216.34", zone: null, ...(options.peer as object) },
  citation: (options.citation as DeviceFlow["citation"]) ?? cite(1),
});
const inZone = (zone: string | null) => ({ deviceId: "d2", ip: "10.0.0.9", name: "hmi-1", zone });

describe("gatherExposure", () => {
  it("takes public peers for the internet, by the name that was asked for", () => {
    const { internet, crossZone } = gatherExposure([flow({ flow: { peerName: "updates.example.com" } })], "Cell 3");
    expect(internet).toEqual([{ peer: "updates.example.com", direction: "out", protocol: "tls", citation: cite(1) }]);
    expect(crossZone).toEqual([]);
  });

  it("does not take an unanswered TCP attempt for an exposure", () => {
    const knock = flow({ direction: "in", flow: { packetsFromResponder: 0 } });
    expect(gatherExposure([knock], "Cell 3").internet).toEqual([]);
  });

  it("adds up what was done from another zone, whatever the order of flows", () => {
    const flows = [
      flow({
        direction: "in",
        flow: { protocol: "modbus", operations: { read: 5 } },
        peer: inZone("Enterprise"),
        citation: cite(9),
      }),
      flow({
        direction: "in",
        flow: { protocol: "modbus", operations: { write: 2 } },
        peer: inZone("Enterprise"),
        citation: cite(3),
      }),
      flow({ direction: "in", flow: { protocol: "modbus", operations: { read: 1 } }, peer: inZone("Cell 3") }),
    ];
    const { crossZone } = gatherExposure(flows, "Cell 3");
    expect(crossZone).toEqual([
      { zone: "Enterprise", direction: "in", protocol: "modbus", operations: { read: 5, write: 2 }, citation: cite(3) },
    ]);
    expect(gatherExposure(flows.toReversed(), "Cell 3")).toEqual(gatherExposure(flows, "Cell 3"));
  });

  it("crosses no zone from a device that is in none", () => {
    expect(gatherExposure([flow({ peer: inZone("Enterprise") })], null).crossZone).toEqual([]);
  });

  it("names a cloud tool by the name asked for, and a desktop session only from elsewhere", () => {
    const cloud = flow({ flow: { peerName: "router7.teamviewer.com" } });
    const inside = flow({ direction: "in", flow: { protocol: "vnc" }, peer: inZone("Cell 3") });
    const across = flow({ direction: "in", flow: { protocol: "rdp" }, peer: inZone("Enterprise") });
    const tools = gatherExposure([cloud, inside, across], "Cell 3").remoteAccess.map((it) => [it.tool, it.peer]);
    expect(tools).toEqual([
      ["RDP", "hmi-1"],
      ["TeamViewer", "router7.teamviewer.com"],
    ]);
  });

  it("does not take a neighbour's ARP for traffic from the router's zone", () => {
    const arp = flow({ flow: { transport: "ethernet", protocol: "arp" }, peer: inZone("Enterprise") });
    expect(gatherExposure([arp], "Cell 3").crossZone).toEqual([]);
  });

  it("claims no tool by its port alone", () => {
    const guess = flow({
      direction: "in",
      flow: { protocol: "rdp", evidence: "port-only" },
      peer: inZone("Enterprise"),
    });
    expect(gatherExposure([guess], "Cell 3").remoteAccess).toEqual([]);
  });
});
