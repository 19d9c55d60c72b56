import type { Fixture } from "../fixture";
import { counted, text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "A-ASSOCIATE-RQ (PS3.8 §9.3.2)",
    carrier: "tcp",
    port: 104,
    bytes: wire(
      "01 00",
      counted(
        4,
        "0001 0000",
        text("ARCHIVE", 16, 0x20),
        text("CT-ROOM-4", 16, 0x20),
        zeros(32),
        "10 00",
        counted(2, text("1.2.840.10008.3.1.1.1")),
        "50 00",
        counted(2, "55 00", counted(2, text("ACME_CT_12"))),
      ),
    ),
    expect: {
      identities: [
        ["instance", "CT-ROOM-4"],
        ["description", "ACME_CT_12"],
      ],
    },
  },
];
