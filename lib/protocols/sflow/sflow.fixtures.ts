import type { Fixture } from "../fixture";
import { big, counted, text, wire, zeros } from "../fixture-bytes";

/** sFlow Version 5, sample_datagram_v5: version, agent, sub-agent, number, uptime, samples. */
function datagram(agent: string, subAgent: number, ...samples: readonly Uint8Array[]): Uint8Array {
  return wire("00000005", agent, big(subAgent, 4), "00000007 00001000", big(samples.length, 4), ...samples);
}
/** A format, and what it holds behind its length: samples and records are built alike. */
const block = (format: number, ...parts: readonly (string | Uint8Array)[]) =>
  wire(big(format, 4), counted(4, ...parts));
const flowSample = (...records: readonly Uint8Array[]) =>
  block(1, "00000001 00000003 00000200 00001000 00000000 00000003 00000004", big(records.length, 4), ...records);
const counterSample = (...records: readonly Uint8Array[]) =>
  block(2, "00000001 00000003", big(records.length, 4), ...records);

const VLANS = block(1001, "00000005 00000000 00000005 00000000");
const INTERFACE = block(1, zeros(88));
const OWN = "00000001 0a00000a";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a sampled packet with the VLANs it was switched between",
    carrier: "udp",
    port: 6343,
    bytes: datagram(OWN, 2, flowSample(VLANS), counterSample(INTERFACE)),
    expect: {
      identities: [["description", "sFlow agent 10.0.0.10, sub-agent 2"]],
      concluded: [["role", "switch"]],
    },
  },
  {
    name: "counters of a computer that names itself (sFlow Host Structures, host_descr)",
    carrier: "udp",
    port: 6343,
    bytes: datagram(
      OWN,
      0,
      counterSample(
        block(2000, counted(4, text("hist7")), zeros(3), zeros(16), "00000003 00000002", counted(4, text("6.1 "))),
      ),
    ),
    expect: {
      identities: [
        ["description", "sFlow agent 10.0.0.10, sub-agent 0"],
        ["name", "hist7"],
      ],
      concluded: [],
    },
  },
  {
    name: "an agent known by an IPv6 address, in expanded counters",
    carrier: "udp",
    port: 6343,
    bytes: datagram(
      "00000002 20010db8000000000000000000000001",
      1,
      block(4, "00000001 00000000 00000003 00000001", INTERFACE),
    ),
    expect: { identities: [["description", "sFlow agent 2001:db8::1, sub-agent 1"]], concluded: [] },
  },
  {
    name: "version 4 (RFC 3176), whose samples have no length",
    carrier: "udp",
    port: 6343,
    bytes: wire("00000004", OWN, "00000001 00001000 00000001", "00000002", zeros(24)),
    expect: { identities: [["description", "sFlow agent 10.0.0.10"]], concluded: [] },
  },
];
