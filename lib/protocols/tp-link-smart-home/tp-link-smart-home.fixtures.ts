import type { Fixture } from "../fixture";
import { big, wire } from "../fixture-bytes";

function encrypted(said: object): Uint8Array {
  let key = 171;
  return new TextEncoder().encode(JSON.stringify(said)).map((byte) => {
    key ^= byte;
    return key;
  });
}

const over = (said: object) => wire(big(encrypted(said).length, 4), encrypted(said));

const PLUG = {
  system: {
    get_sysinfo: {
      err_code: 0,
      sw_ver: "1.0.8 Build 1",
      hw_ver: "1.0",
      model: "HS110(EU)",
      mac: "02:00:00:00:00:0B",
      deviceId: "8006A1",
      alias: "pump plug",
      dev_name: "Wi-Fi Smart Plug",
      latitude: 1.5,
    },
  },
};
const PLUG_FACTS = [
  ["name", "pump plug"],
  ["model", "HS110(EU)"],
  ["firmware", "1.0.8 Build 1"],
  ["hardware", "1.0"],
  ["description", "Wi-Fi Smart Plug"],
  ["instance", "8006A1"],
] as const;

export const FIXTURES: readonly Fixture[] = [
  {
    name: "a question by broadcast",
    carrier: "udp",
    port: 9999,
    bytes: encrypted({ system: { get_sysinfo: {} } }),
    expect: { operations: ["read"] },
  },
  {
    name: "the answer of a plug",
    carrier: "udp",
    port: 9999,
    fromInitiator: false,
    bytes: encrypted(PLUG),
    expect: {
      identities: PLUG_FACTS,
      concluded: [["vendor", "TP-Link"]],
      bindings: ["10.0.0.11 02:00:00:00:00:0b stated"],
    },
  },
  {
    name: "the same over a connection",
    carrier: "tcp",
    port: 9999,
    fromInitiator: false,
    bytes: over(PLUG),
    expect: { identities: PLUG_FACTS, bindings: ["10.0.0.11 02:00:00:00:00:0b stated"] },
  },
  {
    name: "a plug that is switched on",
    carrier: "tcp",
    port: 9999,
    bytes: over({ system: { set_relay_state: { state: 1 } } }),
    expect: { operations: ["control"] },
  },
];
