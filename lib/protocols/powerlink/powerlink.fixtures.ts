import type { Fixture } from "../fixture";
import { little, text, wire, zeros } from "../fixture-bytes";

/** ASnd from node `from` with a service id. */
const asnd = (to: string, from: string, service: string, ...body: (string | Uint8Array)[]) =>
  wire("06", to, from, service, ...body);

/** SDO in ASnd: sequence layer, transaction, flags and command, with its size counted. */
const sdo = (to: string, from: string, flags: string, command: string, ...body: (string | Uint8Array)[]) => {
  const data = wire(...body);
  return asnd(to, from, "05", "06 06 0000", "00 2a", flags, command, little(data.length, 2), "0000", data);
};

const readDeviceName = sdo("01", "f0", "00", "02", "0810 00 00");

export const FIXTURES: readonly Fixture[] = [
  {
    name: "Start of Cycle (§4.6.1.1.2)",
    carrier: "ethernet",
    bytes: wire("01 ff f0 00 00 00", zeros(40)),
    expect: { identities: [["instance", "240"]] },
  },
  {
    name: "PollRequest to node 1 (§4.6.1.1.3)",
    carrier: "ethernet",
    bytes: wire("03 01 f0 00 01 00 00 00 0400", "11223344", zeros(32)),
    expect: { identities: [["instance", "240"]] },
  },
  {
    name: "PollResponse of node 1 (§4.6.1.1.4)",
    carrier: "ethernet",
    fromInitiator: false,
    bytes: wire("04 ff 01 fd 01 00 00 00 0400", "11223344", zeros(32)),
    expect: { identities: [["instance", "1"]] },
  },
  {
    name: "Start of Asynchronous with an IdentRequest for node 1 (§4.6.1.1.5)",
    carrier: "ethernet",
    bytes: wire("05 ff f0 1d 00 00 01 01 20", zeros(37)),
    expect: { identities: [["instance", "240"]], operations: ["diagnose"] },
  },
  {
    name: "IdentResponse of node 1 (§7.3.3.2.1)",
    carrier: "ethernet",
    fromInitiator: false,
    bytes: asnd(
      "ff",
      "01",
      "01",
      "00 00 1d 00 20 00",
      little(0x45, 4),
      little(300, 2),
      little(36, 2),
      little(36, 2),
      little(20_000, 4),
      "0000",
      little(0x000f0191, 4),
      little(0x0100006c, 4),
      little(0xa4c3, 4),
      little(0x00010020, 4),
      little(0x00bc614e, 4),
      zeros(8),
      zeros(8),
      little(11_111, 4),
      little(0, 4),
      "01 64 a8 c0 00 ff ff ff fe 64 a8 c0",
      text("mixer-valves-2", 32),
      zeros(48),
    ),
    expect: {
      concluded: [
        ["vendor", "B&R Industrial Automation"],
        ["firmware", "1.32"],
        ["role", "io-device"],
      ],
      identities: [
        ["instance", "1"],
        ["instance", "0x0100006c"],
        ["instance", "0x0000a4c3"],
        ["serial", "12345678"],
        ["name", "mixer-valves-2"],
        ["description", "application software of 2014-06-03"],
      ],
      bindings: ["192.168.100.1 02:00:00:00:00:0b stated"],
    },
  },
  {
    name: "NMT command: reset node 1 (§7.3.1.2.1)",
    carrier: "ethernet",
    bytes: asnd("01", "f0", "04", "28 00", zeros(40)),
    expect: { identities: [["instance", "240"]], operations: ["control"] },
  },
  {
    name: "SDO: write to the parameters (§6.3.2.4.2)",
    carrier: "ethernet",
    bytes: sdo("01", "f0", "00", "01", "0620 01 00 e8030000"),
    expect: { identities: [["instance", "240"]], operations: ["write"] },
  },
  {
    name: "SDO: question for the device name",
    carrier: "ethernet",
    bytes: readDeviceName,
    expect: { identities: [["instance", "240"]], operations: ["diagnose"] },
  },
  {
    name: "SDO: the device name",
    carrier: "ethernet",
    fromInitiator: false,
    question: readDeviceName,
    bytes: sdo("f0", "01", "80", "02", text("X20BC0083")),
    expect: {
      identities: [
        ["instance", "240"],
        ["instance", "1"],
        ["model", "X20BC0083"],
      ],
    },
  },
  {
    name: "SDO over UDP: question for the software version (§6.3.2.2)",
    carrier: "udp",
    port: 3819,
    bytes: sdo("01", "f0", "00", "02", "0a10 00 00"),
    expect: { identities: [["instance", "240"]], operations: ["diagnose"] },
  },
];
