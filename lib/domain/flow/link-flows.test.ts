import { describe, expect, it } from "vitest";
import { binding, file, minute, service, sighting } from "@/lib/testing/builders";
import { resolve } from "../identity/resolve";
import { flowLinker } from "./link-flows";

const [A, B, ROUTER] = ["00:1b:1b:00:00:01", "00:1c:c0:00:00:02", "00:1e:f6:00:00:09"];
const inventory = resolve(
  [
    ...file("a", [
      sighting(A, "10.0.0.50", { at: 0, until: 100 }),
      binding(A, "10.0.0.50", "dhcp", { at: 0, until: 100 }),
      sighting(B, "10.0.0.50", { at: 200, until: 300 }),
      binding(B, "10.0.0.50", "dhcp", { at: 200, until: 300 }),
      binding(ROUTER, "10.0.0.1", "arp"),
      sighting(ROUTER, "10.0.0.1"),
      ...["172.16.1.1", "172.16.2.2", "172.16.3.3"].map((ip) => sighting(ROUTER, ip, { ttl: 62 })),
    ]),
    ...file("b", [service({ ip: "10.0.0.50" }, 22, "ssh", { method: "active" })], "other"),
  ],
  [],
  { nowUs: minute(0), macVendor: () => null },
);
const { deviceAt } = flowLinker(inventory);
const idOf = (mac: string) => inventory.devices.find((it) => it.interfaces.some((card) => card.mac === mac))?.id;

describe("flowLinker", () => {
  it("takes whoever held the address at the time of the flow", () => {
    expect(deviceAt("plant", { ip: "10.0.0.50", mac: null }, minute(50))).toBe(idOf(A));
    expect(deviceAt("plant", { ip: "10.0.0.50", mac: null }, minute(250))).toBe(idOf(B));
    expect(deviceAt("plant", { ip: "10.0.0.50", mac: null }, minute(110))).toBe(idOf(A));
    expect(deviceAt("plant", { ip: "10.0.0.50", mac: null }, null)).toBe(idOf(B));
  });

  it("never takes a router's MAC for the host behind it", () => {
    const host = deviceAt("plant", { ip: "172.16.1.1", mac: ROUTER }, minute(0));
    expect(host).not.toBeNull();
    expect(host).not.toBe(idOf(ROUTER));
    expect(deviceAt("plant", { ip: "8.8.8.8", mac: ROUTER }, minute(0))).toBeNull();
  });

  it("finds layer-2 ends by their card, and nobody at group addresses", () => {
    expect(deviceAt("plant", { ip: null, mac: A }, null)).toBe(idOf(A));
    expect(deviceAt("plant", { ip: null, mac: "01:0c:cd:01:00:01" }, null)).toBeNull();
    expect(deviceAt("plant", { ip: "224.0.0.251", mac: null }, null)).toBeNull();
  });

  it("keeps realms apart", () => {
    const there = deviceAt("other", { ip: "10.0.0.50", mac: null }, null);
    expect(there).not.toBeNull();
    expect([idOf(A), idOf(B)]).not.toContain(there);
    expect(deviceAt("third", { ip: "10.0.0.50", mac: null }, null)).toBeNull();
  });
});
