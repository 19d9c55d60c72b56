import type { Fixture } from "../fixture";
import { big, little, text, wire, zeros } from "../fixture-bytes";

function name(value: string, suffix: number): Uint8Array {
  const letters = Array.from(wire(text(value, 15, 0x20), Uint8Array.of(suffix)), (byte) => [
    0x41 + (byte >> 4),
    0x41 + (byte & 15),
  ]);
  return wire("20", Uint8Array.from(letters.flat()), "00");
}

/** RFC 1002 §4.4.1 around an SMB transaction ([MS-CIFS] §2.2.4.33.1) to \\MAILSLOT\\BROWSE. */
function datagram(data: Uint8Array): Uint8Array {
  const slot = text("\\MAILSLOT\\BROWSE\0");
  const head = wire("ff", text("SMB"), "25", zeros(27), "11");
  const offset = head.length + 34 + 2 + slot.length;
  const words = wire(
    "0000",
    little(data.length, 2),
    zeros(18),
    little(data.length, 2),
    little(offset, 2),
    "0300 0100 0000 0200",
  );
  const smb = wire(head, words, little(slot.length + data.length, 2), slot, data);
  const names = wire(name("SCADA1", 0), name("PLANT", 0x1d));
  return wire("11 02 0001 0a00000a 008a", big(names.length + smb.length, 2), "0000", names, smb);
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a host announcement in the browse mailslot ([MS-BRWS] §2.2.1)",
    carrier: "udp",
    port: 138,
    bytes: datagram(wire("01 00 60ea0000", text("SCADA1", 16), "06 01 03900100 0f01 55aa", text("Filling line\0"))),
    expect: {
      identities: [
        ["name", "SCADA1"],
        ["name", "SCADA1"],
        ["os", "6.1"],
        ["description", "Filling line"],
        ["role", "server"],
      ],
      concluded: [["os", "Windows 7 or Windows Server 2008 R2"]],
    },
  },
  {
    name: "a host of Windows 98, whose number is also that of NT 4.0",
    carrier: "udp",
    port: 138,
    bytes: datagram(wire("01 00 60ea0000", text("SCADA1", 16), "04 00 03204100 1504 55aa", text("\0"))),
    expect: {
      identities: [
        ["name", "SCADA1"],
        ["name", "SCADA1"],
        ["os", "4.0"],
      ],
      concluded: [["os", "Windows 95, 98 or Me"]],
    },
  },
];
