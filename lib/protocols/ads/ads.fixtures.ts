import type { Fixture } from "../fixture";
import { countedLittle, little, text, wire } from "../fixture-bytes";

/** Length, error code and invoke id of the AMS header, then the data. */
function amsData(...data: (string | Uint8Array)[]): Uint8Array {
  const body = wire(...data);
  return wire(little(body.length, 4), "00000000 07000000", body);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "the answer to ReadDeviceInfo",
    carrier: "tcp",
    port: 48_898,
    fromInitiator: false,
    bytes: wire(
      "0000",
      countedLittle(
        4,
        "05 01 02 03 01 01 2103",
        "0a 00 00 0a 01 01 1027",
        "0100 0500",
        amsData("00000000 03 01 a60f", text("Plc30 App", 16)),
      ),
    ),
    expect: {
      concluded: [["firmware", "3.1.4006"]],
      identities: [
        ["instance", "10.0.0.10.1.1"],
        ["description", "Plc30 App"],
      ],
    },
  },
  {
    name: "a route that is added, with a password",
    carrier: "udp",
    port: 48_899,
    bytes: wire(
      "03661471 00000000 06000000",
      "0a00000a0101 1027",
      "04000000",
      "0c00",
      countedLittle(2, text("ENG-PC\0")),
      "0d00",
      countedLittle(2, text("Administrator\0")),
      "0200",
      countedLittle(2, text("1\0")),
      "0500",
      countedLittle(2, text("ENG-PC\0")),
    ),
    expect: {
      identities: [
        ["instance", "10.0.0.10.1.1"],
        ["name", "ENG-PC"],
      ],
      operations: ["write"],
      flags: ["cleartext-login"],
    },
  },
];
