import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the first section of an agent's report",
    carrier: "tcp",
    port: 6556,
    fromInitiator: false,
    bytes: text("<<<check_mk>>>\nVersion: 2.1.0p4\nAgentOS: linux\nHostname: historian7\nOnlyFrom: \n<<<df>>>\n"),
    expect: {
      identities: [
        ["name", "historian7"],
        ["os", "linux"],
      ],
      product: "Checkmk agent",
    },
  },
];
