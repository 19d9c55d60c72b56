import { describe, expect, it } from "vitest";
import { binding, file, identity, minute, sighting } from "@/lib/testing/builders";
import type { Observation } from "../../observation";
import { resolve } from "../resolve";

const macVendor = (mac: string) => (mac.startsWith("00:80:63") ? "Hirschmann" : null);
const cardsOf = (observations: readonly Observation[]) =>
  resolve(file("a", observations), [], { nowUs: minute(200_000), macVendor })
    .devices.map(({ interfaces }) => interfaces.flatMap(({ mac }) => mac ?? []).sort())
    .sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));

interface Said {
  readonly name?: string;
  readonly ip?: string;
  readonly at: number | null;
  readonly until: number | null;
}

/** A port that says by LLDP which system it is of, and where that is managed. */
const port = (mac: string, { name = "cell-3", ip = "10.0.0.7", at, until }: Said) => {
  const when = { at, until, count: 20, protocol: "lldp" };
  return [identity({ mac }, "name", name, when), binding(mac, ip, "stated", when), sighting(mac, null, { at, until })];
};
const holder = (mac: string, at: number, until: number, ip = "10.0.0.7") => [
  sighting(mac, ip, { at, until }),
  binding(mac, ip, "arp", { at, until }),
];
/** Far from each other in their maker's numbering, as line cards are, or next to each other. */
const far = (number: number) => `00:80:63:${number.toString(16).padStart(2, "0")}:00:00`;
const near = (number: number) => `00:80:63:00:00:${number.toString(16).padStart(2, "0")}`;

describe("ports and the card that has their management address", () => {
  it.each([
    ["line cards", far],
    ["the next one of its carton", near],
  ])("keeps a device apart from the one that took over its name and address: %s", (_, card) => {
    const old = [1, 2, 3].map(card) as [string, string, string];
    const young = [4, 5, 6].map(card) as [string, string, string];
    const cards = cardsOf([
      ...holder(old[0], 0, 100),
      ...[old[1], old[2]].flatMap((mac) => port(mac, { at: 0, until: 100 })),
      ...holder(young[0], 500, 600),
      ...[young[1], young[2]].flatMap((mac) => port(mac, { at: 500, until: 600 })),
    ]);
    const [first, second] = [old, young].map((macs) => cards.filter((it) => it.some((mac) => macs.includes(mac))));
    expect(first?.flat()).toEqual(old);
    expect(second?.flat()).toEqual(young);
    // Ports that are no neighbours of the card with the address are known to be of one device with each other.
    expect(first?.at(-1)?.slice(-2)).toEqual(old.slice(1));
    expect(second?.at(-1)?.slice(-2)).toEqual(young.slice(1));
  });

  it("leaves a stack one device whose address went to the card of another member", () => {
    const [first, second, ...ports] = [1, 2, 3, 4, 5].map(far) as [string, string, string, string, string];
    const cards = cardsOf([
      ...holder(first, 0, 100),
      ...holder(second, 101, 200),
      ...port(ports[0] as string, { at: 0, until: 100 }),
      ...port(ports[1] as string, { at: 0, until: 200 }),
      ...port(ports[2] as string, { at: 101, until: 200 }),
    ]);
    expect(cards).toContainEqual([...ports].sort());
  });

  it("leaves a port with the card that was asked shortly before the port spoke first", () => {
    const [first, second] = [near(1), far(2)];
    const ports = [near(2), near(3)];
    const cards = cardsOf([
      ...holder(first, 0, 1),
      ...holder(second, 1500, 1510),
      ...ports.flatMap((mac) => port(mac, { at: 4, until: 1600 })),
    ]);
    expect(cards).toContainEqual([first, ...ports]);
    // A successor that was asked half an hour after its ports spoke first leaves that open.
    const early = cardsOf([
      ...holder(first, 0, 1),
      ...holder(second, 30, 1510),
      ...ports.flatMap((mac) => port(mac, { at: 4, until: 1600 })),
    ]);
    expect(early).toContainEqual([first]);
  });

  it("parts nothing where a time is not known: nobody says which was there first", () => {
    const [own, ...ports] = [1, 2, 3].map(far) as [string, string, string];
    const cards = cardsOf([
      ...holder(own, 0, 100),
      ...holder(far(9), 500, 600),
      ...port(ports[0] as string, { at: null, until: null }),
      ...port(ports[1] as string, { at: 0, until: 100 }),
    ]);
    expect(cards).toContainEqual(ports);
  });

  it("leaves a router one device whose ports name each its own address", () => {
    const [first, second] = [1, 2].map(near) as [string, string];
    const cards = cardsOf([
      ...holder(first, 0, 100),
      ...holder(second, 0, 100, "10.0.1.7"),
      ...port(first, { at: 0, until: 100 }),
      ...port(second, { ip: "10.0.1.7", at: 50, until: 100 }),
    ]);
    expect(cards).toEqual([[first, second]]);
  });

  it("leaves a switch one device that was given another name, with a port that was plugged in after", () => {
    const [first, second, late] = [1, 2, 3].map(far) as [string, string, string];
    const cards = cardsOf([
      ...[first, second].flatMap((mac) => port(mac, { name: "rs20-a1", at: 0, until: 10 })),
      ...[first, second, late].flatMap((mac) => port(mac, { name: "cell-3", at: 11, until: 30 })),
    ]);
    expect(cards).toEqual([[first, second, late]]);
  });

  it("takes no port for a switch's that says another name while that switch's ports know one alone", () => {
    const [first, second, torn] = [1, 2, 3].map(far) as [string, string, string];
    const cards = cardsOf([
      ...[first, second, torn].flatMap((mac) => port(mac, { name: "core-1", at: 0, until: 30 })),
      ...port(torn, { name: "core-2", at: 15, until: 15 }),
    ]);
    expect(cards).toEqual([[first, second], [torn]]);
  });

  it("takes no card for a switch's that names the address of another one a minute later", () => {
    const [first, second, torn] = [1, 2, 3].map(far) as [string, string, string];
    const cards = cardsOf([
      ...[first, second, torn].flatMap((mac) => port(mac, { name: "core-1", at: 0, until: 0 })),
      ...port(torn, { name: "core-2", ip: "10.0.0.8", at: 1, until: 1 }),
    ]);
    expect(cards).toEqual([[first, second], [torn]]);
  });
});
