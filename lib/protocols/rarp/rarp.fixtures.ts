import type { Fixture } from "../fixture";
import { wire, zeros } from "../fixture-bytes";

const ETHERNET_IPV4 = "0001 0800 06 04";
const STATION = "02000000001c";
const SERVER = "02000000000a";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a server's answer (operation 4) says both who it is and whom it answers",
    carrier: "ethernet",
    bytes: wire(ETHERNET_IPV4, "0004", SERVER, "0a00000a", STATION, "0a00001c", zeros(18)),
    expect: { bindings: ["10.0.0.10 02:00:00:00:00:0a stated", "10.0.0.28 02:00:00:00:00:1c stated"] },
  },
  {
    name: "an answer for a group's card, by a server that leaves out its own address",
    carrier: "ethernet",
    bytes: wire(ETHERNET_IPV4, "0004", SERVER, "00000000", "01005e000001", "0a00001c", zeros(18)),
    expect: { bindings: [] },
  },
];
