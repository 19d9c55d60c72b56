import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

const IDENTITIES = [
  ["model", "RadioRA2"],
  ["description", "MainRepeater"],
  ["serial", "00ab0042"],
  ["firmware", "1.2.3"],
] as const;
const CONCLUDED = [["vendor", "Lutron"]] as const;
const answer = (address: string) =>
  text(
    `<LUTRON=2><PRODFAM=RadioRA2><PRODTYPE=MainRepeater><SERNUM=00ab0042><MACADDR=02000000004b><IPADDR=${address}><CODEVER=1.2.3></LUTRON>`,
  );

export const FIXTURES: readonly Fixture[] = [
  {
    name: "processors are searched for",
    carrier: "udp",
    port: 2_647,
    bytes: text("<LUTRON=1>"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a main repeater answers",
    carrier: "udp",
    port: 2_647,
    fromInitiator: false,
    bytes: answer("010.000.000.011"),
    expect: { identities: IDENTITIES, concluded: CONCLUDED, bindings: ["10.0.0.11 02:00:00:00:00:4b stated"] },
  },
  {
    name: "one that names another address than its sender's owns none by that",
    carrier: "udp",
    port: 2_647,
    fromInitiator: false,
    bytes: answer("192.168.001.020"),
    expect: { identities: IDENTITIES, concluded: CONCLUDED },
  },
];
