import type { Fixture } from "../fixture";
import { little, text, wideText, wire, zeros } from "../fixture-bytes";

/** C706 §12.6.3.1: version 5, little-endian, first and last fragment. */
function pdu(type: string, ...parts: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...parts);
  return wire("05 00", type, "03 10000000", little(16 + body.length, 2), "0000 01000000", body);
}

const NDR = wire("045d888aeb1cc9119fe808002b104860 02000000");
/** One presentation context 0 for an interface (its UUID as it stands on the wire). */
const bind = (uuid: string) => pdu("0b", "d016 d016 00000000 01000000 0000 01 00", uuid, "00000000", NDR);
const bindAck = () => pdu("0c", "d016 d016 78560000", "0400", text("135\0"), "0000 01000000 0000 0000", NDR);

const SYNC_IO = "523ac1391e01d01196750020afd8adb3";
const OXID_RESOLVER = "c4fefc9960521b10bbcb00aa0021347a";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a bind without authentication",
    carrier: "tcp",
    port: 135,
    bytes: wire("05 00 0b 03 10000000 4800 0000 01000000", "d016 d016 00000000 01000000", zeros(44)),
    expect: {},
  },
  {
    name: "an OPC server that accepts its synchronous interface (opcda.idl)",
    carrier: "tcp",
    port: 49672,
    fromInitiator: false,
    question: bind(SYNC_IO),
    bytes: bindAck(),
    expect: { product: "OPC Data Access" },
  },
  {
    name: "the bindings of a server that is asked whether it is alive ([MS-DCOM] §3.1.2.5.1.6)",
    carrier: "tcp",
    port: 135,
    fromInitiator: false,
    question: bind(OXID_RESOLVER),
    bytes: pdu(
      "02",
      "60000000 0000 00 00 05000700 00000200",
      "1a000000 1a00 1500",
      "0700",
      wideText("10.0.0.11[135]\0"),
      "0700",
      wideText("HISTORIAN2[135]\0"),
      "0000",
    ),
    expect: { identities: [["name", "HISTORIAN2"]] },
  },
];
