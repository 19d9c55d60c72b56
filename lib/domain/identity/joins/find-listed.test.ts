import { describe, expect, it } from "vitest";
import { binding, decision, file, identity, minute, sighting } from "@/lib/testing/builders";
import { contentFacts } from "../content-facts";
import { resolve } from "../resolve";

const [LEFT, RIGHT, SHARED] = ["3c:d9:2b:00:00:10", "00:90:e8:00:00:11", "00:00:5e:00:01:0a"];
const options = { nowUs: minute(9000), macVendor: () => null };
const list = { method: "declared", protocol: "csv", at: null } as const;

const wire = file("wire", [
  binding(LEFT, "10.0.0.5", "arp"),
  sighting(LEFT, "10.0.0.5"),
  binding(RIGHT, "10.1.0.5", "arp"),
  sighting(RIGHT, "10.1.0.5"),
]);
const row = (position: number, ...macs: string[]) =>
  macs.map((mac) => sighting(mac, null, { ...list, sent: 0, received: 0, conversed: false, position }));

describe("a row of a list that names several cards", () => {
  const listed = [...wire, ...file("list", row(3, LEFT, RIGHT))];

  it("makes them one device's, and says where it is written", () => {
    const { devices } = resolve(listed, [], options);
    expect(devices).toHaveLength(1);
    expect(devices[0]?.joins[0]).toMatchObject({
      reason: "one row of a list gives both cards to one device",
      citation: { fileName: "list", position: 3 },
    });
  });

  it("yields to a person who says that they are two", () => {
    const [a, b] = [LEFT, RIGHT].map((value) => ({ kind: "mac" as const, realm: "plant", value }));
    const forbid = decision({ kind: "forbid-merge", anchor: a as never, other: b as never });
    expect(resolve(listed, [forbid], options).devices).toHaveLength(2);
  });

  it("joins nothing across rows, nor by the address that a pair of routers shares", () => {
    const apart = [...wire, ...file("list", [...row(3, LEFT, SHARED), ...row(4, RIGHT, SHARED)])];
    expect(resolve(apart, [], options).devices).toHaveLength(2);
  });

  it("is kept beside the content, so that a part of the inventory knows of it", () => {
    const { links } = contentFacts(file("list", [...row(3, LEFT, RIGHT), ...row(4, SHARED)]));
    expect(links.map(({ mac }) => mac)).toEqual([LEFT, RIGHT]);
    expect(new Set(links.map(({ link }) => link)).size).toBe(1);
  });

  it("says nothing of a card that only a name of the list is about", () => {
    const named = file("list", [identity({ ip: "10.0.0.5" }, "name", "left", list), ...row(3, RIGHT)]);
    expect(resolve([...wire, ...named], [], options).devices).toHaveLength(2);
  });
});
