import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

/** The sentence between its start and its check sum. */
function sentence(body: string, start = "$"): string {
  const sum = [...body].reduce((all, char) => all ^ char.charCodeAt(0), 0);
  return `${start}${body}*${sum.toString(16).toUpperCase().padStart(2, "0")}\r\n`;
}

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a receiver says where it is, by two talkers",
    carrier: "tcp",
    port: 10_110,
    fromInitiator: false,
    bytes: text(sentence("GPGGA,120000,5400.0,N,01000.0,E,1,08,1.0,10.0,M,40.0,M,,") + sentence("GLGSV,1,1,00")),
    expect: {
      concluded: [
        ["role", "gnss receiver"],
        ["role", "gnss receiver"],
      ],
    },
  },
  {
    name: "a gyrocompass of a ship's network tells its version",
    carrier: "udp",
    port: 60_004,
    bytes: text(
      `UdPbC\0\\s:HE0001,n:7*00\\${sentence("HEVER,1,1,HE,ACM,,S-0042,GYRO 9,2.10,B,0")}\\s:HE0001,n:8*00\\${sentence("HETHT,123.4,T")}`,
    ),
    expect: {
      identities: [
        ["instance", "HE0001"],
        ["vendor", "ACM"],
        ["serial", "S-0042"],
        ["model", "GYRO 9"],
        ["firmware", "2.10"],
        ["hardware", "B"],
        ["instance", "HE0001"],
      ],
      concluded: [
        ["role", "gyrocompass"],
        ["role", "gyrocompass"],
      ],
    },
  },
  {
    name: "the ship's own transponder",
    carrier: "udp",
    port: 10_110,
    bytes: text(sentence("AIVDO,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0", "!")),
    expect: { identities: [["instance", "265547250"]], concluded: [["role", "ais transponder"]] },
  },
];
