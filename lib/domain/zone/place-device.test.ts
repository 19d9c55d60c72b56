import { describe, expect, it } from "vitest";
import { binding, decision, file, macOf, minute, sighting } from "@/lib/testing/builders";
import type { Decision, ZoneDecision } from "../device/decision";
import type { Device, DeviceField } from "../device/device";
import { resolve } from "../identity/resolve";
import { type PlacementSite, placeDevice as place, placesByDecisions, placesByRole } from "./place-device";
import { NO_RULES, UNKNOWN_NATURE, type Zone } from "./zone";
import { zoneKeyOf } from "./zone-key";

const MAC = "00:1b:1b:00:00:01";
const zoneOf = (id: string, rules: Partial<Zone> = {}): Zone => ({
  id,
  name: id,
  siteId: "s",
  purdueLevel: 1,
  criticality: 3,
  ...NO_RULES,
  ...UNKNOWN_NATURE,
  ...rules,
});
const cidr = (text: string, realm = "plant") => ({ cidrs: [{ realm, cidr: text }] });

function deviceAt(
  moves: readonly { ip: string; at: number; vlan?: number }[],
  decisions: readonly Decision[] = [],
): Device {
  const seen = moves.flatMap(({ ip, at, vlan }) => [
    sighting(MAC, ip, { at, vlan: vlan ?? null }),
    binding(MAC, ip, "dhcp", { at }),
  ]);
  return resolve(file("a", seen), decisions, { nowUs: minute(0), macVendor: () => null }).devices[0] as Device;
}

const SITES: readonly PlacementSite[] = [{ id: "s", name: "Werk", realms: [{ id: "plant", name: "plant" }] }];
const placeDevice = (device: Device, zones: readonly Zone[], decisions: readonly ZoneDecision[]) =>
  place(device, zones, decisions, SITES);

describe("placeDevice", () => {
  const wide = zoneOf("wide", cidr("10.0.0.0/8"));
  const narrow = zoneOf("narrow", cidr("10.1.2.0/24"));

  it("prefers the longest prefix, in whatever order zones come", () => {
    const device = deviceAt([{ ip: "10.1.2.3", at: 0 }]);
    expect(placeDevice(device, [wide, narrow], []).zoneId).toBe("narrow");
    expect(placeDevice(device, [narrow, wide], [])).toEqual({
      zoneId: "narrow",
      reason: "its address 10.1.2.3 is in 10.1.2.0/24 of plant",
    });
  });

  it("goes by the newest address", () => {
    const device = deviceAt([
      { ip: "10.1.2.3", at: 0 },
      { ip: "10.9.9.9", at: 500 },
    ]);
    expect(placeDevice(device, [wide, narrow], []).zoneId).toBe("wide");
  });

  it("lets the VLAN go before the subnet and a person's pin before both", () => {
    const tagged = zoneOf("tagged", { vlans: [{ realm: "plant", vlan: 7 }] });
    const pin = decision({ kind: "zone", anchor: macOf(MAC), zoneId: "wide" }) as ZoneDecision;
    const device = deviceAt([{ ip: "10.1.2.3", at: 0, vlan: 7 }], [pin]);
    expect(placeDevice(device, [wide, narrow, tagged], []).zoneId).toBe("tagged");
    expect(placeDevice(device, [wide, narrow, tagged], [pin])).toEqual({
      zoneId: "wide",
      reason: "put here by anna: checked on site",
    });
  });

  it("passes over a pin to a zone that is gone", () => {
    const pin = decision({ kind: "zone", anchor: macOf(MAC), zoneId: "gone" }) as ZoneDecision;
    expect(placeDevice(deviceAt([{ ip: "10.1.2.3", at: 0 }], [pin]), [narrow], [pin]).zoneId).toBe("narrow");
  });

  it("applies no rule of another realm, and says that nothing applies", () => {
    const placement = placeDevice(
      deviceAt([{ ip: "10.1.2.3", at: 0 }]),
      [zoneOf("other", cidr("10.1.2.0/24", "press"))],
      [],
    );
    expect(placement.zoneId).toBeNull();
    expect(placement.reason).toContain("no pin");
  });

  it("goes by MAC, then role, then query, and only when no address says where", () => {
    const [mac, exact] = [
      zoneOf("mac", { macs: [{ realm: "plant", prefix: "00:1b:1b" }] }),
      zoneOf("exact", { macs: [{ realm: "plant", prefix: MAC }] }),
    ];
    const role = zoneOf("role", { roles: ["plc"] });
    const query = zoneOf("query", { queries: ["ip:10.1.2.0/24"] });
    const device = {
      ...deviceAt([{ ip: "10.1.2.3", at: 0 }]),
      fields: { role: { value: "PLC", agreeing: [], dissenting: [] } as unknown as DeviceField },
    };
    const all = [query, role, mac, exact, narrow];
    const order: (string | null)[] = [];
    for (let left = all; order.at(-1) !== null; left = left.filter(({ id }) => id !== order.at(-1))) {
      order.push(placeDevice(device, left, []).zoneId);
    }
    expect(order).toEqual(["narrow", "exact", "mac", "role", "query", null]);
    expect(placeDevice(device, [exact], []).reason).toBe(`its MAC ${MAC} begins with ${MAC}`);
    expect(placeDevice(device, [role], []).reason).toBe("its role is plc");
    expect(placeDevice(device, [query], []).reason).toBe("the query ip:10.1.2.0/24 finds it");
  });

  it("lets the deepest zone win among rules that hold alike, in whatever order zones come", () => {
    const device = deviceAt([{ ip: "10.1.2.3", at: 0 }]);
    const hall = zoneOf("a-hall", { queries: ["ip:10.0.0.0/8"] });
    const cell = zoneOf("z-cell", { queries: ["ip:10.1.0.0/16"], parentId: "a-hall" });
    const press = zoneOf("b-press", { queries: ["ip:10.1.2.3"] });
    expect(placeDevice(device, [hall, cell, press], []).zoneId).toBe("z-cell");
    expect(placeDevice(device, [press, cell, hall], []).zoneId).toBe("z-cell");
    expect(placeDevice(device, [press, hall], []).zoneId).toBe("a-hall");
  });

  it("holds roles and queries to the zone's own site, and passes over queries that ask for the zone", () => {
    const device = deviceAt([{ ip: "10.1.2.3", at: 0 }]);
    const elsewhere = zoneOf("elsewhere", { queries: ["ip:10.1.2.3"], siteId: "other" });
    const circular = zoneOf("circular", { queries: ["-zone:cell", "last<3000d"] });
    expect(placeDevice(device, [elsewhere, circular], []).zoneId).toBeNull();
  });

  it("never takes a router's virtual MAC for a maker's", () => {
    const vrrp = "00:00:5e:00:01:07";
    const device = deviceAt([{ ip: "10.1.2.3", at: 0 }]);
    const card = { ...device.interfaces[0], mac: vrrp, macKind: "virtual-router" } as Device["interfaces"][number];
    const zone = zoneOf("mac", { macs: [{ realm: "plant", prefix: "00:00:5e" }] });
    expect(placeDevice({ ...device, interfaces: [card] }, [zone], []).zoneId).toBeNull();
  });

  it("survives rules that are no subnets", () => {
    expect(
      placeDevice(deviceAt([{ ip: "10.1.2.3", at: 0 }]), [zoneOf("bad", cidr("ten dot one")), narrow], []).zoneId,
    ).toBe("narrow");
  });
});

describe("what the places of devices hang on", () => {
  const plain = zoneOf("plain", cidr("10.0.0.0/8"));
  const byRole = zoneOf("role", { roles: ["plc"] });
  const byOwner = zoneOf("owner", { queries: ["vendor:axis", "owner:bo"] });

  it("is their role as soon as one zone of many asks for roles or has a query", () => {
    expect(placesByRole([])).toBe(false);
    expect(placesByRole([plain])).toBe(false);
    expect(placesByRole([plain, byRole])).toBe(true);
    expect(placesByRole([byOwner, plain])).toBe(true);
  });

  it("is what people say as soon as one query of one zone asks for it", () => {
    expect(placesByDecisions([])).toBe(false);
    expect(placesByDecisions([plain, byRole, zoneOf("maker", { queries: ["vendor:axis"] })])).toBe(false);
    expect(placesByDecisions([plain, byOwner])).toBe(true);
  });
});

describe("zoneKeyOf", () => {
  it("knows the internet only by public addresses that are no device", () => {
    expect(zoneKeyOf({ deviceId: null, zoneId: null, ip: "8.8.8.8" })).toBe("internet");
    expect(zoneKeyOf({ deviceId: "d", zoneId: null, ip: "8.8.8.8" })).toBe("unzoned");
    expect(zoneKeyOf({ deviceId: "d", zoneId: "z", ip: "10.0.0.1" })).toBe("z");
    expect(zoneKeyOf({ deviceId: null, zoneId: null, ip: "10.0.0.1" })).toBe("unzoned");
    expect(zoneKeyOf({ deviceId: null, zoneId: null, ip: null })).toBe("unzoned");
  });
});
