import { describe, expect, it } from "vitest";
import { binding, file, identity, minute, sighting } from "@/lib/testing/builders";
import type { Evidence } from "../observation";
import { resolve } from "./resolve";

const MAKERS: Readonly<Record<string, string>> = { "00:1b:1b": "Siemens", "00:14:22": "Dell", "3c:d9:2b": "HP" };
const macVendor = (mac: string) => MAKERS[mac.slice(0, 8)] ?? null;
const devicesOf = (evidence: readonly Evidence[]) => resolve(evidence, [], { nowUs: minute(9000), macVendor }).devices;
const [LEFT, RIGHT] = ["3c:d9:2b:00:00:10", "3c:d9:2b:00:00:11"];

/** A card that answers for the address from time to time. */
const holds = (mac: string, ip: string, times: readonly number[]) =>
  times.flatMap((at) => [binding(mac, ip, "arp", { at, until: at + 1 }), sighting(mac, ip, { at, until: at + 1 })]);

describe("teamed cards", () => {
  const inTurn = [...holds(LEFT, "10.0.0.5", [0, 20, 40]), ...holds(RIGHT, "10.0.0.5", [10, 30, 50])];

  it("that answer for one address in turn are one host, without a conflict", () => {
    const devices = devicesOf(
      file("a", [...inTurn, identity({ mac: LEFT, ip: "10.0.0.5" }, "name", "SRV-1", { protocol: "nbns" })]),
    );
    expect(devices).toHaveLength(1);
    expect(devices[0]?.conflicts).toEqual([]);
    expect(devices[0]?.interfaces.map(({ mac }) => mac)).toEqual([LEFT, RIGHT]);
  });

  it("are not assumed of two devices of one batch that were given one address", () => {
    const devices = devicesOf(
      file("a", [
        ...inTurn,
        identity({ mac: LEFT }, "name", "pump-1", { protocol: "dhcp" }),
        identity({ mac: RIGHT }, "name", "pump-2", { protocol: "dhcp" }),
      ]),
    );
    expect(devices.map(({ conflicts }) => conflicts.map(({ kind }) => kind))).toEqual([
      ["duplicate-ip"],
      ["duplicate-ip"],
    ]);
    expect(devicesOf(file("a", inTurn))).toHaveLength(2);
  });

  it("are not assumed of a neighbour that takes the address which another was leased", () => {
    const devices = devicesOf(
      file("a", [
        binding(LEFT, "10.0.0.5", "dhcp", { at: 0 }),
        ...inTurn,
        identity({ mac: LEFT, ip: "10.0.0.5" }, "name", "SRV-1", { protocol: "nbns" }),
      ]),
    );
    expect(devices.map(({ conflicts }) => conflicts.map(({ kind }) => kind))).toEqual([
      ["duplicate-ip"],
      ["duplicate-ip"],
    ]);
  });

  it("are not assumed of a replacement with the next number", () => {
    const devices = devicesOf(
      file("a", [
        ...holds(LEFT, "10.0.0.5", [0, 20]),
        ...holds(RIGHT, "10.0.0.5", [500, 520]),
        identity({ mac: LEFT }, "name", "press", { protocol: "nbns", at: 0 }),
        identity({ mac: RIGHT }, "name", "press", { protocol: "nbns", at: 500 }),
      ]),
    );
    expect(devices).toHaveLength(2);
  });
});

describe("neighbouring cards with one address and one name", () => {
  const named = (mac: string, name: string, ip = "10.0.0.5") =>
    identity({ mac, ip }, "name", name, { protocol: "snmp", at: 0 });
  const inTurn = [...holds(LEFT, "10.0.0.5", [0, 20, 40]), ...holds(RIGHT, "10.0.0.5", [10, 30, 50])];
  const conflictsOf = (evidence: readonly Evidence[]) =>
    devicesOf(evidence).map(({ conflicts }) => conflicts.map(({ kind }) => kind));
  const TWO = [["duplicate-ip"], ["duplicate-ip"]];

  it("are two devices when the name is the factory's", () => {
    const model = identity({ mac: LEFT }, "model", "NP5110A Rev. 2", { protocol: "snmp" });
    expect(conflictsOf(file("a", [...inTurn, named(LEFT, "np5110a"), named(RIGHT, "np5110a"), model]))).toEqual(TWO);
    expect(devicesOf(file("a", [...inTurn, named(LEFT, "hist-7"), named(RIGHT, "hist-7"), model]))).toHaveLength(1);
  });

  it("are two nodes of a cluster when each has an address of its own beside", () => {
    const own = [...holds(LEFT, "10.0.0.6", [0, 50]), ...holds(RIGHT, "10.0.0.7", [0, 50])];
    expect(conflictsOf(file("a", [...inTurn, ...own, named(LEFT, "clu"), named(RIGHT, "clu")]))).toEqual(TWO);
  });

  it("are in two networks when two sensors hear one of them each at one time", () => {
    const [left, right] = [LEFT, RIGHT].map((mac) => [...holds(mac, "10.0.0.5", [0, 30]), named(mac, "hmi-7")]);
    expect(conflictsOf([...file("a", left ?? []), ...file("b", right ?? [])])).toEqual(TWO);
    expect(devicesOf(file("a", [...(left ?? []), ...(right ?? [])]))).toHaveLength(1);
  });

  it("are a server and its cold standby when their SSH host keys differ", () => {
    const key = (mac: string, byte: string) =>
      identity({ mac, ip: "10.0.0.5" }, "description", `SSH host key ${byte.repeat(16)}`, { protocol: "ssh hostkey" });
    const both = [...inTurn, named(LEFT, "hist-7"), named(RIGHT, "hist-7"), key(LEFT, "0a")];
    expect(conflictsOf(file("a", [...both, key(RIGHT, "0b")]))).toEqual(TWO);
    expect(devicesOf(file("a", [...both, key(RIGHT, "0a")]))).toHaveLength(1);
  });
});

describe("the cards of a multi-homed host", () => {
  const named = (mac: string, ip: string) => [
    ...holds(mac, ip, [0, 50]),
    identity({ mac, ip }, "name", "HISTORIAN", { protocol: "nbns" }),
  ];

  it("are one device when name, numbering and different networks say so", () => {
    expect(devicesOf(file("a", [...named(LEFT, "10.0.0.5"), ...named(RIGHT, "10.0.9.5")]))).toHaveLength(1);
  });

  it("are two in one network, and two when the name is shared by many", () => {
    expect(devicesOf(file("a", [...named(LEFT, "10.0.0.5"), ...named(RIGHT, "10.0.0.6")]))).toHaveLength(2);
    const others = named("00:14:22:00:00:01", "10.0.8.5");
    expect(devicesOf(file("a", [...named(LEFT, "10.0.0.5"), ...named(RIGHT, "10.0.9.5"), ...others]))).toHaveLength(3);
  });

  it("stay one when a card of another maker says their name beside one of them, and there alone", () => {
    const host = [...named(LEFT, "10.0.0.5"), ...named(RIGHT, "10.0.9.5")];
    const cardsBy = (mac: string, ip: string) =>
      devicesOf(file("a", [...host, ...named(mac, ip)])).map(({ interfaces }) => interfaces.length);
    expect(cardsBy("00:14:22:00:00:01", "10.0.9.77").sort()).toEqual([1, 2]);
    expect(cardsBy("00:14:22:00:00:01", "10.0.8.77")).toEqual([1, 1, 1]);
    // One of their batch may have been given the same name.
    expect(cardsBy(`${LEFT.slice(0, 8)}:77:00:01`, "10.0.9.77")).toEqual([1, 1, 1]);
  });

  it("stay one when a made-up card says their name, too", () => {
    const borrower = named("0a:00:00:00:00:01", "10.0.8.5");
    const devices = devicesOf(file("a", [...named(LEFT, "10.0.0.5"), ...named(RIGHT, "10.0.9.5"), ...borrower]));
    expect(devices.map(({ interfaces }) => interfaces.length).sort()).toEqual([1, 2]);
  });
});

describe("what is said by LLDP with the cards of two servers", () => {
  const [FIRST, SECOND] = ["00:14:22:00:00:01", "3c:d9:2b:00:00:01"];
  const says = (mac: string, ip: string, own: string) => [
    ...holds(mac, ip, [0, 50]),
    identity({ mac, ip }, "name", own, { protocol: "nbns" }),
    identity({ mac }, "name", "gw-backup", { protocol: "lldp", at: 1 }),
    binding(mac, "10.0.0.5", "stated", { protocol: "lldp", at: 1 }),
  ];

  it("makes no device of both when they have other names by themselves", () => {
    const long = "files-of-the-northern-line";
    const both = (a: string, b: string) =>
      devicesOf(file("a", [...says(FIRST, "10.0.0.5", a), ...says(SECOND, "10.0.9.5", b)]));
    expect(both("files-1", "files-2")).toHaveLength(2);
    expect(both("files-1", "FILES-1.corp.example")).toHaveLength(1);
    // NetBIOS cuts it.
    expect(both(long, long.slice(0, 15))).toHaveLength(1);
  });
});

describe("a controller's serial", () => {
  const states = (mac: string, ip: string) => [
    ...holds(mac, ip, [0, 50]),
    identity({ mac, ip }, "serial", "S C-X4U421302009"),
    identity({ mac, ip }, "vendor", "Siemens"),
  ];

  it("echoed by an engineering PC in another network joins nothing and is a conflict of both", () => {
    const devices = devicesOf(
      file("a", [...states("00:1b:1b:00:00:10", "10.0.0.5"), ...states("00:14:22:00:00:20", "10.7.0.9")]),
    );
    expect(devices.map(({ conflicts }) => conflicts.map(({ kind }) => kind))).toEqual([
      expect.arrayContaining(["identity-in-two-places"]),
      expect.arrayContaining(["identity-in-two-places"]),
    ]);
  });

  it("joins the modules of its rack also while somebody poses as them", () => {
    const rack = [...states("00:1b:1b:00:00:10", "10.0.0.5"), ...states("00:1b:1b:00:09:99", "10.7.0.9")];
    const posing = Array.from({ length: 9 }, (_, index) => states(`0a:00:00:00:00:0${index}`, `10.9.0.${index + 1}`));
    const devices = devicesOf(file("a", [...rack, ...posing.flat()]));
    expect(devices.map(({ interfaces }) => interfaces.length).sort()).toEqual([...posing.map(() => 1), 2]);
    for (const { conflicts } of devices) expect(conflicts.map(({ kind }) => kind)).toContain("identity-in-two-places");
  });

  it("joins the modules of its rack", () => {
    const devices = devicesOf(
      file("a", [...states("00:1b:1b:00:00:10", "10.0.0.5"), ...states("00:1b:1b:00:09:99", "10.7.0.9")]),
    );
    expect(devices).toHaveLength(1);
    expect(devices[0]?.conflicts).toEqual([]);
  });
});

describe("a card in several realms", () => {
  const seen = (realm: string, at: number, name: string) =>
    file(
      `${realm} ${at}`,
      [...holds(LEFT, "10.0.0.5", [at, at + 50]), identity({ mac: LEFT }, "name", name, { protocol: "dhcp", at })],
      realm,
    );

  it("is one laptop that roams when it is never in two at once and keeps its name", () => {
    const devices = devicesOf([
      ...seen("plant", 0, "NB-1"),
      ...seen("cell", 100, "NB-1"),
      ...seen("plant", 200, "NB-1"),
    ]);
    expect(devices).toHaveLength(1);
    expect(devices[0]?.realms).toEqual(["cell", "plant"]);
    expect(devices[0]?.joins.map(({ reason }) => reason)).toContainEqual(expect.stringContaining("several realms"));
  });

  it("was cloned when both are there at once, or have different names", () => {
    expect(devicesOf([...seen("plant", 0, "NB-1"), ...seen("cell", 20, "NB-1")])).toHaveLength(2);
    expect(devicesOf([...seen("plant", 0, "NB-1"), ...seen("cell", 100, "NB-2")])).toHaveLength(2);
  });
});

describe("the SSH host key", () => {
  const KEY = "94:76:ac:2c:a5:3f:05:76:18:bf:9c:b0:12:de:ae:7d";
  const server = (ip: string, name: string | null, options: { protocol: string; key: string }) => [
    sighting(null, ip, { method: "active", protocol: "nmap" }),
    identity({ ip }, "description", `SSH host key ${options.key}`, { method: "active", protocol: options.protocol }),
    ...(name === null ? [] : [identity({ ip }, "name", name, { method: "active", protocol: "nmap" })]),
  ];
  const nmap = { protocol: "nmap ssh-hostkey", key: `ssh-rsa 2048 ${KEY.replaceAll(":", "")}` };
  const zeek = { protocol: "ssh hostkey", key: `ssh-rsa ${KEY}` };

  it("and the name make one host of two addresses in different networks, whichever source spells the key", () => {
    const seen = file("a", [...server("10.0.0.5", "jump.office.example", nmap), ...server("10.1.0.5", "JUMP", zeek)]);
    const [device, ...others] = devicesOf(seen);
    expect(others).toEqual([]);
    expect(device?.joins[0]?.reason).toMatch(
      /^the same SSH host key \(MD5 [0-9a-f]{32}\) and name jump in several networks$/,
    );
    expect(device?.identifiers).toContainEqual({
      kind: "ssh-host-key",
      realm: "plant",
      value: KEY.replaceAll(":", ""),
    });
  });

  it("alone makes none, as a whole series may have the factory's, nor in one network", () => {
    expect(devicesOf(file("a", [...server("10.0.0.5", null, nmap), ...server("10.1.0.5", null, nmap)]))).toHaveLength(
      2,
    );
    expect(devicesOf(file("a", [...server("10.0.0.5", "a", nmap), ...server("10.1.0.5", "b", nmap)]))).toHaveLength(2);
    expect(devicesOf(file("a", [...server("10.0.0.5", "a", nmap), ...server("10.0.0.6", "a", nmap)]))).toHaveLength(2);
  });
});
