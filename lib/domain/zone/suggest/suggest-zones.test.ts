import { expect, it } from "vitest";
import { seededRandom } from "@/lib/domain/random";
import { adjustedRandIndex } from "@/lib/testing/adjusted-rand-index";
import { type InventedPlant, inventPlant } from "@/lib/testing/invented-traffic";
import { insideShareOf, isDismissed } from "./dismissal";
import { groupDevices } from "./group-devices";
import { suggestZones } from "./suggest-zones";
import type { SuggestZone, ZoneSuggestion } from "./suggestion";

const SEEDS = [1, 2, 3, 4, 5];

function agreement({ devices, pairs, truth }: InventedPlant, seed: number): number {
  const groups = groupDevices(devices, pairs, seededRandom(seed));
  const groupOf = new Map(groups.flatMap(({ ids }, at) => ids.map((id) => [id, `group ${at}`] as const)));
  return adjustedRandIndex(
    devices.map(({ id }) => groupOf.get(id) ?? id),
    truth,
  );
}

const suggest = (plant: InventedPlant, zones: readonly SuggestZone[] = []) =>
  suggestZones({ ...plant, zones, random: seededRandom(1) });

const placed = (plant: InventedPlant, zoneOf: (truth: string, at: number) => string | null): InventedPlant => ({
  ...plant,
  devices: plant.devices.map((device, at) => ({ ...device, zoneId: zoneOf(plant.truth[at] as string, at) })),
});

const zone = (id: string): SuggestZone => ({ id, name: id, siteId: "site", purdueLevel: 1, cidrs: [] });

it("finds the cells of plants with a subnet for each (adjusted Rand index of at least 0.95)", () => {
  for (const seed of SEEDS) expect(agreement(inventPlant(seed, 30, false), seed)).toBeGreaterThan(0.95);
});

it("finds the cells of flat plants by their traffic (adjusted Rand index of at least 0.85)", () => {
  for (const seed of SEEDS) expect(agreement(inventPlant(seed, 30, true), seed)).toBeGreaterThan(0.85);
});

it("says the same whatever order devices and pairs come in", () => {
  const plant = inventPlant(3, 24, true);
  const turned = { ...plant, devices: [...plant.devices].reverse(), pairs: [...plant.pairs].reverse() };
  expect(suggest(turned)).toEqual(suggest(plant));
});

it("names whom a group talks to, where it stands and what it is made of", () => {
  const [plant, cell] = [inventPlant(2, 12, false), "CELL4"];
  const made = suggest(
    placed(plant, (truth) => (truth === "Operations" ? "ops" : null)),
    [zone("ops")],
  );
  const found = made.find(({ name }) => name === cell) as ZoneSuggestion;
  expect(found).toMatchObject({ kind: "make", zoneId: null, purdueLevel: 0, siteId: "site" });
  expect(found.cidrs).toEqual([{ realm: "plant", cidr: "10.2.4.0/24" }]);
  expect(found.devices.every(({ isByRule }) => isByRule)).toBe(true);
  expect(found.devices).toHaveLength(plant.truth.filter((it) => it === cell).length);
  const { reason } = found;
  expect(reason.by).toBe("subnet");
  expect(reason.insideProtocols[0]).toBe("profinet");
  expect(insideShareOf(found)).toBeGreaterThan(0.8);
  expect(reason.partners[0]).toMatchObject({ zoneId: "ops", isDevice: true, packets: expect.any(Number) });
  expect(reason.partners[0]?.protocols[0]).toBe("s7comm");
  expect(reason.roles.map(({ role }) => role).sort()).toEqual(["drive", "hmi", "io-device", "plc"]);
  expect(reason.subnets).toEqual([
    { realm: "plant", cidr: "10.2.4.0/24", members: found.devices.length, devices: found.devices.length },
  ]);
});

it("says nothing about what is drawn as the evidence has it", () => {
  const plant = inventPlant(4, 12, false);
  const names = [...new Set(plant.truth)];
  expect(
    suggest(
      placed(plant, (truth) => truth),
      names.map(zone),
    ),
  ).toEqual([]);
});

it("sends a device in no zone to the zone of its group, and never takes one away from a zone", () => {
  const plant = placed(inventPlant(5, 12, false), (truth, at) => (at % 9 === 8 ? null : truth));
  const made = suggest(plant, [...new Set(plant.truth)].map(zone));
  expect(made.length).toBeGreaterThan(0);
  for (const it of made) {
    expect(it.kind).toBe("join");
    for (const { id } of it.devices) {
      const at = plant.devices.findIndex((device) => device.id === id);
      expect(plant.devices[at]?.zoneId).toBeNull();
      expect(plant.truth[at]).toBe(it.zoneId);
    }
  }
});

it("parts one zone over a flat network into the cells that its traffic shows", () => {
  const plant = placed(inventPlant(1, 12, true), (truth) => (truth.startsWith("CELL") ? "hall" : truth));
  const made = suggest(plant, ["hall", "Operations", "Office"].map(zone));
  expect(made.length).toBeGreaterThanOrEqual(10);
  expect(made.every(({ kind, zoneId }) => kind === "make" && zoneId === "hall")).toBe(true);
});

it("takes a subnet that is another zone's rule for no rule of its own", () => {
  const plant = inventPlant(1, 3, false);
  const taken = { ...zone("other"), cidrs: [{ realm: "plant", cidr: "10.2.1.0/24" }] };
  const found = suggest(plant, [taken]).find(({ name }) => name === "CELL1") as ZoneSuggestion;
  expect(found.cidrs.map(({ cidr }) => cidr)).not.toContain("10.2.1.0/24");
});

it("keeps what was dismissed away until a fifth of it or of its traffic is different", () => {
  const [first] = suggest(inventPlant(1, 12, false)) as [ZoneSuggestion];
  const deviceIds = first.devices.map(({ id }) => id);
  const dismissal = { kind: first.kind, zoneId: first.zoneId, deviceIds, insideShare: insideShareOf(first) };
  expect(isDismissed(first, [dismissal])).toBe(true);
  const fewer = (share: number) => ({
    ...dismissal,
    deviceIds: deviceIds.slice(0, Math.ceil(deviceIds.length * share)),
  });
  expect(isDismissed(first, [fewer(0.9)])).toBe(true);
  expect(isDismissed(first, [fewer(0.7)])).toBe(false);
  expect(isDismissed(first, [{ ...dismissal, insideShare: dismissal.insideShare - 0.3 }])).toBe(false);
  expect(isDismissed(first, [{ ...dismissal, kind: "join" }])).toBe(false);
});

it("has nothing to say about no devices, devices without addresses, and addresses that are none", () => {
  expect(suggest({ devices: [], pairs: [], truth: [] })).toEqual([]);
  const bare = { siteId: "site", role: null, name: null, zoneId: null };
  const devices = [
    { ...bare, id: "a", addresses: [] },
    { ...bare, id: "b", addresses: [{ realm: "plant", ip: "no address" }] },
    { ...bare, id: "c", addresses: [{ realm: "plant", ip: "169.254.3.4" }] },
  ];
  expect(suggest({ devices, pairs: [{ a: "a", b: null, packets: 3, protocols: ["dns"] }], truth: [] })).toEqual([]);
});
