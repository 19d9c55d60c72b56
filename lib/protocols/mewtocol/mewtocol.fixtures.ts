import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

/** The message with its check sum. */
const line = (body: string) => {
  const sum = [...body].reduce((all, char) => all ^ char.charCodeAt(0), 0);
  return text(`${body}${sum.toString(16).toUpperCase().padStart(2, "0")}\r`);
};

export const FIXTURES: readonly Fixture[] = [
  {
    name: "what is your status",
    carrier: "tcp",
    port: 9094,
    bytes: line("%EE#RT"),
    expect: { operations: ["diagnose"] },
  },
  {
    name: "a controller tells its series and version",
    carrier: "tcp",
    port: 9094,
    fromInitiator: false,
    bytes: line("%EE$RT471632810000000000"),
    expect: {
      concluded: [
        ["model", "FP0R"],
        ["firmware", "1.6"],
        ["vendor", "Panasonic"],
        ["role", "plc"],
      ],
    },
  },
  {
    name: "a station refuses: a wrong format (error 41)",
    carrier: "tcp",
    port: 9094,
    fromInitiator: false,
    bytes: line("%01!41"),
    expect: {
      concluded: [
        ["vendor", "Panasonic"],
        ["role", "plc"],
      ],
    },
  },
  {
    name: "a register is written, without a check sum",
    carrier: "udp",
    port: 32_769,
    bytes: text("%01#WDD00010000010A00**\r"),
    expect: { operations: ["write"] },
  },
  {
    name: "it is set to program mode",
    carrier: "tcp",
    port: 9094,
    bytes: line("%EE#RMP"),
    expect: { operations: ["control"] },
  },
];
