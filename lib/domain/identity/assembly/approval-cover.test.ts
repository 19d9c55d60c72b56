import { describe, expect, it } from "vitest";
import { simulateHardCases } from "@/lib/simulator/hard-cases/simulate-hard-cases";
import { binding, decision, file, identity, ipOf, macOf, minute, sighting } from "@/lib/testing/builders";
import { readPlantFile } from "@/lib/testing/read-plant";
import type { Decision } from "../../device/decision";
import type { Device, DeviceInterface } from "../../device/device";
import type { Evidence } from "../../observation";
import { resolve } from "../resolve";
import { coverOf, unapprovedCards } from "./approval-cover";

const [PLC, OTHER, THIRD, LAPTOP] = [
  "00:1b:1b:00:00:10",
  "00:1b:1b:55:00:20",
  "00:1b:1b:99:00:30",
  "00:1c:c0:00:00:01",
];
const SERIAL = "S C-X4U421302009";
const macVendor = (mac: string) => (mac.startsWith("00:1b:1b") ? "Siemens" : null);
const devicesOf = (evidence: readonly Evidence[], decisions: readonly Decision[] = []) =>
  resolve(evidence, decisions, { nowUs: minute(500_000), macVendor }).devices;

/** A card with an address that states the serial; times in minutes. */
const stating = (name: string, mac: string, ip: string, at = 0, realm = "plant") =>
  file(
    name,
    [
      sighting(mac, ip, { at }),
      binding(mac, ip, "arp", { at }),
      identity({ mac }, "vendor", "Siemens", { at, protocol: "s7comm" }),
      identity({ mac }, "serial", SERIAL, { at, protocol: "s7comm", position: 7 }),
    ],
    realm,
  );
const approved = (device: Device | undefined, options: Parameters<typeof decision>[1] = {}) =>
  decision(
    {
      kind: "state",
      anchor: (device as Device).anchor,
      state: "sanctioned",
      expiresAtUs: null,
      covers: coverOf(device as Device),
    },
    options,
  );
const raised = (devices: readonly Device[]) =>
  devices.flatMap(({ conflicts }) => conflicts.filter(({ kind }) => kind === "unapproved-card"));

describe("an approval covers the cards that the device had", () => {
  const before = stating("a", PLC, "10.0.0.5");
  const later = stating("b", OTHER, "10.0.1.5", 60);
  const approval = approved(devicesOf(before)[0]);

  it("and a card that joins by what it says asks again, with where it said so", () => {
    const [device, ...others] = devicesOf([...before, ...later], [approval]);
    expect(others).toEqual([]);
    expect(device?.state).toBe("sanctioned");
    const [conflict] = raised([device as Device]);
    expect(conflict).toMatchObject({ accepted: null, parties: [macOf(PLC), macOf(OTHER)] });
    expect(conflict?.summary).toMatch(
      /^00:1b:1b:55:00:20 joined after the device was approved: same serial and vendor/,
    );
    expect(conflict?.citations).toMatchObject([{ fileName: "b", position: 7 }]);
  });

  it("and cites a frame that names several cards once", () => {
    const both = [OTHER, THIRD].flatMap((mac, index) => stating("b", mac, `10.0.1.${index + 5}`, 60));
    const [conflict] = raised(devicesOf([...before, ...both], [approval]));
    expect(conflict?.summary).toMatch(/^00:1b:1b:55:00:20, 00:1b:1b:99:00:30 joined/);
    expect(conflict?.citations).toMatchObject([{ fileName: "b", position: 7 }]);
  });

  it("whatever the time of the frames: an old capture that comes in late brings a card that nobody approved", () => {
    const old = stating("old", OTHER, "10.0.1.5", -500_000);
    expect(raised(devicesOf([...before, ...old], [approval]))).toHaveLength(1);
    const known = approved(devicesOf([...before, ...later])[0]);
    expect(raised(devicesOf([...later, ...before, ...before], [known]))).toEqual([]);
  });

  it("until somebody approves it again; a further card makes another contradiction", () => {
    const [now] = devicesOf([...before, ...later]);
    const again = approved(now, { id: "d2", at: 100_001 });
    const all = [...before, ...later];
    expect(raised(devicesOf(all, [approval, again]))).toEqual([]);
    const [first] = raised(devicesOf(all, [approval]));
    const third = [...all, ...stating("c", THIRD, "10.0.2.5", 90)];
    const [next] = raised(devicesOf(third, [approval, again]));
    expect(next?.summary).toContain(THIRD);
    expect(next?.summary).not.toContain(OTHER);
    expect(next?.key).not.toBe(first?.key);
  });

  it("until somebody splits it off: the rest is approved, and the card waits by itself", () => {
    const forbid = decision({ kind: "forbid-merge", anchor: macOf(PLC), other: macOf(OTHER) }, { id: "f" });
    const devices = devicesOf([...before, ...later], [approval, forbid]);
    expect(devices.map(({ state }) => state).sort()).toEqual(["sanctioned", "unsanctioned"]);
    expect(raised(devices)).toEqual([]);
  });

  it("and what was approved before somebody put it back covers nothing any more", () => {
    const [now] = devicesOf([...before, ...later]);
    const all = approved(now, { id: "d1", at: 100 });
    const back = decision(
      { kind: "state", anchor: macOf(PLC), state: "unsanctioned", expiresAtUs: null },
      { id: "d2", at: 200 },
    );
    expect(raised(devicesOf([...before, ...later], [all, back]))).toEqual([]);
    const again = { ...approval, id: "d3", atUs: minute(300) };
    expect(raised(devicesOf([...before, ...later], [all, back, again]))).toHaveLength(1);
  });

  it("of every part that was approved by itself", () => {
    const [one, two] = [devicesOf(before)[0], devicesOf(later)[0]];
    const both = [approved(one, { id: "d1" }), approved(two, { id: "d2" })];
    const devices = devicesOf([...before, ...later], both);
    expect(devices).toHaveLength(1);
    expect(raised(devices)).toEqual([]);
  });

  it("and of what a person merged, by their word", () => {
    const laptop = file("c", [sighting(LAPTOP, "10.0.0.9"), binding(LAPTOP, "10.0.0.9", "arp")]);
    const covers = devicesOf([...before, ...laptop]).flatMap(coverOf);
    const merge = decision({ kind: "merge", anchor: macOf(PLC), other: macOf(LAPTOP), covers }, { id: "m" });
    const devices = devicesOf([...before, ...laptop], [approval, merge]);
    expect(devices).toHaveLength(1);
    expect(raised(devices)).toEqual([]);
  });

  it("of an approval of which that is not known, nothing is said", () => {
    expect(raised(devicesOf([...before, ...later], [{ ...approval, covers: null } as Decision]))).toEqual([]);
  });
});

describe("what is no new card", () => {
  it("is the card of an address that was approved before anybody saw its card", () => {
    const scanned = file("scan", [
      sighting(null, "10.0.0.5", { method: "active" }),
      identity({ ip: "10.0.0.5" }, "vendor", "Siemens", { protocol: "nmap" }),
    ]);
    const approval = approved(devicesOf(scanned)[0]);
    const devices = devicesOf([...scanned, ...stating("a", PLC, "10.0.0.5", 60)], [approval]);
    expect(devices).toHaveLength(1);
    expect(devices[0]).toMatchObject({ state: "sanctioned", interfaces: [{ mac: PLC }] });
    expect(raised(devices)).toEqual([]);
  });

  it("is the other half of a team, which answers for the same address", () => {
    const half = (mac: string, at: number) =>
      file("a", [
        sighting(mac, "10.0.0.5", { at, until: at + 5 }),
        binding(mac, "10.0.0.5", "arp", { at, until: at + 5 }),
        identity({ mac }, "name", "HISTORIAN-7", { at, protocol: "nbns" }),
      ]);
    const first = half("00:1b:1b:00:00:10", 0);
    const turns = [...first, ...half("00:1b:1b:00:00:11", 8), ...half("00:1b:1b:00:00:10", 16)];
    const devices = devicesOf(turns, [approved(devicesOf(first)[0])]);
    expect(devices).toHaveLength(1);
    expect(devices[0]?.interfaces).toHaveLength(2);
    expect(raised(devices)).toEqual([]);
  });

  it("is the card of a virtual router, which is whoever has it", () => {
    const card = (mac: string, macKind: "universal" | "virtual-router") =>
      ({ mac, macKind, macVendor: null, realm: "plant", vlans: [], addresses: [] }) as const;
    const router = { state: "sanctioned", joins: [], interfaces: [card(PLC, "universal")] } as const;
    const approval = approved({ ...router, anchor: macOf(PLC) } as unknown as Device);
    const master = { ...router, interfaces: [...router.interfaces, card("00:00:5e:00:01:0a", "virtual-router")] };
    expect(unapprovedCards(master, [approval])).toBeNull();
    const other = { ...router, interfaces: [...router.interfaces, card(OTHER, "universal")] };
    expect(unapprovedCards(other, [approval])).not.toBeNull();
  });

  it("is a burned-in card that its laptop took to another realm", () => {
    const stay = (realm: string, ip: string, at: number) =>
      file(
        realm,
        [
          sighting(LAPTOP, ip, { at, until: at + 5 }),
          binding(LAPTOP, ip, "arp", { at, until: at + 5 }),
          identity({ mac: LAPTOP }, "name", "service-4", { at, protocol: "nbns" }),
        ],
        realm,
      );
    const home = stay("plant", "10.0.0.7", 0);
    const devices = devicesOf([...home, ...stay("press", "10.9.0.7", 1_000)], [approved(devicesOf(home)[0])]);
    expect(devices).toHaveLength(1);
    expect(devices[0]?.realms).toEqual(["plant", "press"]);
    expect(raised(devices)).toEqual([]);
  });

  it("is an IPv6 address that was made of an approved card", () => {
    const plc = stating("a", PLC, "10.0.0.5");
    const logged = file("log", [sighting(null, "fd00:1::21b:1bff:fe00:10", { at: 60, ttl: null })]);
    const devices = devicesOf([...plc, ...logged], [approved(devicesOf(plc)[0])]);
    expect(devices[0]?.interfaces).toHaveLength(2);
    expect(raised(devices)).toEqual([]);
  });
});

describe("an approved list", () => {
  const both = [...stating("a", PLC, "10.0.0.5"), ...stating("b", OTHER, "10.0.1.5", 60)];
  const line = (id: string, anchor: Decision["anchor"]): Decision => ({
    ...decision({ kind: "state", anchor, state: "sanctioned", expiresAtUs: null }, { id, actor: "list.csv" }),
    isOfList: true,
  });

  it("covers the cards and addresses that it names, whenever it came in", () => {
    expect(raised(devicesOf(both, [line("1", macOf(PLC))]))[0]?.summary).toMatch(
      /^00:1b:1b:55:00:20 joined the device, and no approved list names it: same serial/,
    );
    expect(raised(devicesOf(both, [line("1", macOf(PLC)), line("2", ipOf("10.0.1.5"))]))).toEqual([]);
    expect(raised(devicesOf(both, [line("1", macOf(PLC)), line("2", macOf(OTHER))]))).toEqual([]);
  });

  it("is no reason to ask where one of its rows gives both cards to the device", () => {
    const row = file("list.csv", [
      sighting(PLC, null, { method: "declared", conversed: false, position: 3 }),
      sighting(OTHER, null, { method: "declared", conversed: false, position: 3 }),
    ]);
    expect(raised(devicesOf([...both, ...row], [line("1", macOf(PLC))]))).toEqual([]);
  });

  it("asks for no port that has no address: nobody lists those", () => {
    const port = (mac: string) => [
      sighting(mac, null),
      identity({ mac }, "name", "switch-hall-7", { protocol: "lldp" }),
    ];
    const ports = file("a", [
      ...port("00:1b:1b:00:00:10"),
      ...port("00:1b:1b:00:00:11"),
      binding("00:1b:1b:00:00:10", "10.0.0.5", "arp"),
    ]);
    const [device, ...others] = devicesOf(ports, [line("1", macOf("00:1b:1b:00:00:10"))]);
    expect(others).toEqual([]);
    expect(device?.interfaces).toHaveLength(2);
    expect(raised([device as Device])).toEqual([]);
  });

  it("and a person's approval together cover what either names", () => {
    const approval = approved(devicesOf(both.slice(0, 4))[0]);
    expect(raised(devicesOf(both, [approval, line("1", macOf(OTHER))]))).toEqual([]);
  });
});

it("computing a plant of all hard cases anew, in any order, brings nothing that was not approved", async () => {
  const evidence = (await Promise.all(simulateHardCases(3).files.map(readPlantFile))).flat();
  const devices = devicesOf(evidence);
  const approvals = devices.map((it, index) => approved(it, { id: `d${index}` }));
  const again = devicesOf([...evidence].reverse(), approvals);
  expect(
    again.filter(({ state, interfaces }) => state === "sanctioned" && interfaces.length > 1).length,
  ).toBeGreaterThan(5);
  expect(raised(again)).toEqual([]);
});

it("knows the other half of a team among many ports with one address, and no card further away", () => {
  const port = (number: number) => `00:1b:1b:00:${number.toString(16).padStart(2, "0")}:00`;
  const card = (mac: string | null, ...ips: string[]) => {
    const addresses = ips.map((ip) => ({ ip, realm: "plant" }));
    return { mac, macKind: mac && "universal", realm: "plant", addresses } as unknown as DeviceInterface;
  };
  const own = Array.from({ length: 100 }, (_, number) => card(port(number), "10.0.0.1", `10.0.1.${number}`));
  const device = { anchor: macOf(port(0)), state: "sanctioned", joins: [], interfaces: own } as unknown as Device;
  const joined = [
    card("00:1b:1b:00:32:03", "10.0.0.1"),
    card("00:1b:1b:00:32:04", "10.0.0.1"),
    card("00:1b:1b:00:32:02", "10.0.2.1"),
    card(null, "10.0.1.7"),
  ];
  const conflict = unapprovedCards({ ...device, interfaces: [...own, ...joined] }, [approved(device)]);
  expect(conflict?.parties).toEqual([macOf("00:1b:1b:00:32:04"), macOf("00:1b:1b:00:32:02")]);
});
