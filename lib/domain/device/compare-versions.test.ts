import { describe, expect, it } from "vitest";
import { type ComparedVersion, compareVersions } from "./compare-versions";

const version: ComparedVersion = {
  name: "PLC-1",
  vendor: "Siemens",
  model: "CPU 1214C",
  firmware: "V4.2",
  serial: null,
  role: "plc",
  os: null,
  owner: null,
  state: "unsanctioned",
  zoneName: "Cell 1",
  riskScore: 40,
  ips: ["10.0.0.5"],
  macs: ["00:1b:1b:00:00:10"],
  services: [{ transport: "tcp", port: 102, protocol: "s7comm" }],
};

describe("the difference between two versions of a device", () => {
  it("is empty when nothing changed but the order of its lists", () => {
    const two = { ...version, ips: ["10.0.0.5", "10.0.0.6"] };
    expect(compareVersions(two, { ...two, ips: ["10.0.0.6", "10.0.0.5"] })).toEqual([]);
  });

  it("names firmware, new and lost services, addresses, zone, state and risk", () => {
    const after: ComparedVersion = {
      ...version,
      firmware: "V4.5",
      ips: ["10.0.0.9"],
      zoneName: null,
      state: "sanctioned",
      riskScore: 20,
      services: [{ transport: "tcp", port: 23, protocol: "telnet" }],
    };
    expect(
      compareVersions(version, after).map(({ kind, what, before, after: now }) => [kind, what, before, now]),
    ).toEqual([
      ["firmware", "firmware", "V4.2", "V4.5"],
      ["new-service", "telnet tcp/23", null, "telnet tcp/23"],
      ["lost-service", "s7comm tcp/102", "s7comm tcp/102", null],
      ["address", "IP addresses", "10.0.0.5", "10.0.0.9"],
      ["zone", "zone", "Cell 1", null],
      ["state", "state", "unsanctioned", "sanctioned"],
      ["risk", "risk", "40", "20"],
    ]);
  });

  it("is new or gone when it was there at one time only", () => {
    expect(compareVersions(null, version)).toEqual([
      { kind: "new", what: "Siemens CPU 1214C, PLC", before: null, after: "10.0.0.5, Cell 1" },
    ]);
    expect(compareVersions(version, null)).toEqual([
      { kind: "gone", what: "Siemens CPU 1214C, PLC", before: "10.0.0.5, Cell 1", after: null },
    ]);
    const bare = { ...version, vendor: null, model: null, role: null, ips: [], macs: [], zoneName: null };
    expect(compareVersions(null, bare)).toMatchObject([{ what: "unknown product", after: "no address, unzoned" }]);
    expect(compareVersions(null, null)).toEqual([]);
  });
});
