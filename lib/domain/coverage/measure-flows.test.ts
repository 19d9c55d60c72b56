import { expect, it } from "vitest";
import { figuresLess, measureFlows } from "./measure-flows";

const flow = (options: Partial<Parameters<typeof measureFlows>[0][number]>) => ({
  ...{
    transport: "tcp" as const,
    protocol: "modbus",
    evidence: "payload" as const,
    packets: 4,
    packetsFromResponder: 2,
  },
  ...options,
});

it("counts what could not be seen of each flow, and nothing of what could", () => {
  const flows = [
    flow({}),
    flow({ packetsFromResponder: 0 }),
    flow({ packetsFromResponder: 4, evidence: "handshake", protocol: "tls" }),
    flow({ evidence: "port-only", packetsFromResponder: 0 }),
    flow({ transport: "udp", protocol: "unknown", packetsFromResponder: 0 }),
    flow({ transport: "icmp", protocol: "unknown" }),
  ];
  expect(measureFlows(flows, ["tls"])).toEqual({
    ...{ flows: 6, packets: 24, tcpFlows: 3, oneSidedFlows: 2 },
    ...{ portOnlyPackets: 4, unknownPackets: 4, encryptedPackets: 4 },
  });
});

it("takes off what was replaced", () => {
  const grown = figuresLess(measureFlows([flow({ packets: 9 })], []), measureFlows([flow({})], []));
  expect(grown).toMatchObject({ flows: 0, packets: 5, tcpFlows: 0, oneSidedFlows: 0 });
});
