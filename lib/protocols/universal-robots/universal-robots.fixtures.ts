import type { Fixture } from "../fixture";
import { text } from "../fixture-bytes";

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a robot greets",
    carrier: "tcp",
    port: 29_999,
    fromInitiator: false,
    bytes: text("Connected: Universal Robots Dashboard Server\n"),
    expect: {
      concluded: [
        ["vendor", "Universal Robots"],
        ["role", "robot-controller"],
      ],
    },
  },
  {
    name: "its version",
    carrier: "tcp",
    port: 29_999,
    fromInitiator: false,
    question: text("PolyscopeVersion\n"),
    bytes: text("URSoftware 5.1.0.100000 (Jan 01 2020)\n"),
    expect: { identities: [["firmware", "5.1.0.100000"]] },
  },
  {
    name: "its serial number",
    carrier: "tcp",
    port: 29_999,
    fromInitiator: false,
    question: text("get serial number\n"),
    bytes: text("20200000001\n"),
    expect: { identities: [["serial", "20200000001"]] },
  },
  {
    name: "its model",
    carrier: "tcp",
    port: 29_999,
    fromInitiator: false,
    question: text("get robot model\n"),
    bytes: text("UR10\n"),
    expect: { identities: [["model", "UR10"]] },
  },
  {
    name: "a program is loaded and started",
    carrier: "tcp",
    port: 29_999,
    bytes: text("load pick.urp\nplay\n"),
    expect: { operations: ["program", "control"] },
  },
];
