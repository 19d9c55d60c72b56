import type { Fixture } from "../fixture";
import { little, text, wire, zeros } from "../fixture-bytes";

const message = (said: unknown) => {
  const body = text(`${JSON.stringify(said)}\n`);
  const length = little(body.length, 4);
  return wire("20000000", text("DHIP"), zeros(8), length, zeros(4), length, zeros(4), body);
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a search",
    carrier: "udp",
    port: 37_810,
    bytes: message({ method: "DHDiscover.search", params: { mac: "", uni: 1 } }),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a camera's answer",
    carrier: "udp",
    port: 37_810,
    bytes: message({
      mac: "02:00:00:00:00:41",
      method: "client.notifyDevInfo",
      params: {
        deviceInfo: {
          DeviceClass: "IPC",
          DeviceType: "IPC-HX0000",
          IPv4Address: { DhcpEnable: false, IPAddress: "10.0.0.10" },
          MachineName: "Gate 3",
          SerialNo: "0A00000YAZ00001",
          Vendor: "Private",
          Version: "2.400.0000.1.R",
        },
      },
    }),
    expect: {
      identities: [
        ["model", "IPC-HX0000"],
        ["serial", "0A00000YAZ00001"],
        ["firmware", "2.400.0000.1.R"],
        ["name", "Gate 3"],
        ["role", "camera"],
      ],
      concluded: [["vendor", "Dahua"]],
      bindings: ["10.0.0.10 02:00:00:00:00:41 stated"],
    },
  },
];
