import type { Fixture } from "../fixture";
import { text, tpkt, wideText, wire, zeros } from "../fixture-bytes";

/** MCS Connect-Initial with the client's core data behind the conference key ([MS-RDPBCGR] §2.2.1.3). */
const CORE_DATA = tpkt(
  "7f 65 82 0100",
  text("Duca"),
  "81 d0",
  "01c0 d800",
  "04000800 0005 2003 01ca 03aa 09040000 280a0000",
  wideText("ENG-PC7"),
  zeros(18),
  zeros(160),
);

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a connection request",
    carrier: "tcp",
    port: 3389,
    bytes: wire("03 00 0013", "0e e0 0000 0000 00", "01 00 0800 03000000"),
    expect: {},
  },
  {
    name: "the client's core data",
    carrier: "tcp",
    port: 3389,
    bytes: wire("03 00 0013", "0e e0 0000 0000 00", "01 00 0800 03000000", CORE_DATA),
    expect: { identities: [["name", "ENG-PC7"]] },
  },
];
