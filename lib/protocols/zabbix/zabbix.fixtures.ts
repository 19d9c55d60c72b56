import type { Fixture } from "../fixture";
import { little, text, wire } from "../fixture-bytes";

const message = (data: string) => wire(text("ZBXD"), "01", little(data.length, 4), "00000000", text(data));

export const FIXTURES: readonly Fixture[] = [
  {
    name: "an agent asks for its active checks",
    carrier: "tcp",
    port: 10_051,
    bytes: message('{"request":"active checks","host":"scada-server-2","version":"6.0"}'),
    expect: { identities: [["name", "scada-server-2"]] },
  },
  {
    name: "an agent is asked for its host's name",
    carrier: "tcp",
    port: 10_050,
    fromInitiator: false,
    question: message("agent.hostname"),
    bytes: message("batch-station"),
    expect: { identities: [["name", "batch-station"]] },
  },
  {
    name: "an agent is asked for its version",
    carrier: "tcp",
    port: 10_050,
    fromInitiator: false,
    question: message("agent.version"),
    bytes: message("6.0.12"),
    expect: { product: "Zabbix agent" },
  },
  {
    name: "a value that says nothing about the host",
    carrier: "tcp",
    port: 10_050,
    fromInitiator: false,
    question: message("proc.num[]"),
    bytes: message("263"),
    expect: {},
  },
];
