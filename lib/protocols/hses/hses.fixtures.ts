import type { Fixture } from "../fixture";
import { little, text, wire, zeros } from "../fixture-bytes";

export const message = (isAnswer: boolean, division: number, sub: string, payload: Uint8Array = zeros(0), id = 7) =>
  wire(
    text("YERC"),
    "2000",
    little(payload.length, 2),
    "03",
    little(division, 1),
    isAnswer ? "01" : "00",
    little(id, 1),
    isAnswer ? "00000080" : "00000000",
    text("99999999"),
    sub,
    payload,
  );

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a robot's system information",
    carrier: "udp",
    port: 10_040,
    fromInitiator: false,
    question: message(false, 1, "8900 0b00 00 01 0000"),
    bytes: message(
      true,
      1,
      "81 00 00 00 0000 0000",
      wire(text("YAS4.12.00A(JP/US)-00", 24), text("GP25-A00", 16), text("12.07", 8)),
    ),
    expect: {
      identities: [
        ["firmware", "YAS4.12.00A(JP/US)-00"],
        ["model", "GP25-A00"],
      ],
      concluded: [
        ["vendor", "Yaskawa"],
        ["role", "robot-controller"],
      ],
    },
  },
  {
    name: "the servos are switched on",
    carrier: "udp",
    port: 10_040,
    bytes: message(false, 1, "8300 0200 01 10 0000", wire("01000000")),
    expect: { operations: ["control"] },
  },
  {
    name: "a variable is read",
    carrier: "udp",
    port: 10_040,
    bytes: message(false, 1, "7b00 0100 01 0e 0000"),
    expect: { operations: ["read"] },
  },
  {
    name: "a job is loaded",
    carrier: "udp",
    port: 10_041,
    bytes: message(false, 2, "0000 0000 00 15 0000", text("PICK.JBI")),
    expect: { operations: ["program"] },
  },
];
