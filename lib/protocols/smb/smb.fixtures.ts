import type { Fixture } from "../fixture";
import { counted, countedLittle, text, wire, zeros } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "session setup of SMB 1 with native names",
    carrier: "tcp",
    port: 445,
    fromInitiator: false,
    bytes: wire(
      "00",
      counted(
        3,
        "ff",
        text("SMB"),
        "73 00000000 80 0000",
        zeros(20),
        "03 ff00 0000 0000",
        countedLittle(2, text("Windows 5.1\0Windows 2000 LAN Manager\0PLANT\0")),
      ),
    ),
    expect: { identities: [["os", "Windows 5.1"]], flags: ["smbv1"], product: "Windows 2000 LAN Manager" },
  },
  {
    name: "session setup of Samba, which calls its system Windows",
    carrier: "tcp",
    port: 445,
    fromInitiator: false,
    bytes: wire(
      "00",
      counted(
        3,
        "ff",
        text("SMB"),
        "73 00000000 80 0000",
        zeros(20),
        "03 ff00 0000 0000",
        countedLittle(2, text("Windows 6.1\0Samba 4.17.12-Debian\0PLANT\0")),
      ),
    ),
    expect: { identities: [], flags: ["smbv1"], product: "Samba" },
  },
  {
    name: "negotiate answer of SMB 3.1.1",
    carrier: "tcp",
    port: 445,
    fromInitiator: false,
    bytes: wire(
      "00",
      counted(
        3,
        "fe",
        text("SMB"),
        "4000 0000 00000000 0000 0100 01000000",
        zeros(44),
        "4100 0100 1103 0000",
        zeros(56),
      ),
    ),
    expect: { flags: [] },
  },
];
