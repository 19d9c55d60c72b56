import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a module that has joined",
    carrier: "udp",
    port: 49_999,
    bytes: text("smart_config 020000000041"),
    expect: {
      identities: [["description", "smart_config 020000000041"]],
      bindings: ["10.0.0.10 02:00:00:00:00:41 stated"],
    },
  },
  {
    name: "the answer to a search",
    carrier: "udp",
    port: 48_899,
    fromInitiator: false,
    bytes: text("10.0.0.42,020000000042,HF-LPB100"),
    expect: { identities: [["model", "HF-LPB100"]], bindings: ["10.0.0.42 02:00:00:00:00:42 stated"] },
  },
];
