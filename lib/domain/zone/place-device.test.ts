import { describe, expect, it } from "vitest";
import { binding, decision, file, macOf, minute, sighting } from "@/lib/testing/builders";
import type { Decision, ZoneDecision } from "../device/decision";
import type { Device } from "../device/device";
import { resolve } from "../device/resolve";
import { placeDevice } from "./place-device";
import type { Zone } from "./zone";
import { zoneKeyOf } from "./zone-key";

const MAC = "00:1b:1b:00:00:01";
const zoneOf = (id: string, rules: Partial<Zone> = {}): Zone => ({
  id,
  name: id,
  siteId: "s",
  purdueLevel: 1,
  criticality: 3,
  cidrs: [],
  vlans: [],
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

  it("survives rules that are no subnets", () => {
    expect(
      placeDevice(deviceAt([{ ip: "10.1.2.3", at: 0 }]), [zoneOf("bad", cidr("ten dot one")), narrow], []).zoneId,
    ).toBe("narrow");
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
