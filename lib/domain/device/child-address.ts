import type { DeviceChild } from "./device";

/** Words of the protocols in which children are addressed. */
const PATTERNS: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /^profinet slot (\d+)(?: subslot (\d+))?$/,
    ([, slot, subslot]) => (subslot ? `subslot ${subslot}` : `slot ${slot}`),
  ],
  [/^modbus unit (\d+)$/, ([, unit]) => `Modbus unit ${unit}`],
  [/^modbus port (\d+) unit (\d+)$/, ([, port, unit]) => `Modbus unit ${unit} at port ${port}`],
  [/^bacnet (\d+)\/(.+)$/, ([, network, address]) => `BACnet network ${network}, address ${address}`],
  [/^dnp3 (\d+)$/, ([, address]) => `DNP3 outstation ${address}`],
  [/^pmu (\d+)$/, ([, id]) => `PMU ${id}`],
  [/^hart (.+)$/, ([, id]) => `HART device ${id}`],
  [/^ethercat slave (\d+)$/, ([, station]) => `EtherCAT slave ${station}`],
  [/^sercos device (.+)$/, ([, address]) => `Sercos device ${address}`],
  [/^ff-hse (\d+)\/(\d+)$/, ([, link, node]) => `H1 link ${link}, node ${node}`],
];

/** The place of a child for people, seen from what it stands in: "slot 3", "Modbus unit 7"; else its address as it is. */
export function placeOfChild(address: string): string {
  if (address.startsWith("cip ")) {
    const [port, link] = (
      address
        .slice(address.lastIndexOf(",") + 1)
        .split(" ")
        .at(-1) as string
    ).split("/");
    // Port 1 is the backplane (CIP Volume 1, C-1.4.1).
    return port === "1" ? `slot ${link}` : `port ${port}, address ${link}`;
  }
  for (const [pattern, say] of PATTERNS) {
    const match = pattern.exec(address);
    if (match) return say(match);
  }
  return address;
}

/** A child with how deep it stands in the tree. */
export interface PlacedChild<T> {
  readonly child: T;
  readonly depth: number;
  readonly place: string;
}

/**
 * Children in the order of a tree: each below what its way leads through ("cip 1/3,2/7" below "cip 1/3"), numbers in
 * their order. What stands between and is not known itself is named in the place.
 */
export function treeOfChildren<T extends Pick<DeviceChild, "address">>(children: readonly T[]): PlacedChild<T>[] {
  const known = new Set(children.map(({ address }) => address));
  return [...children]
    .sort((a, b) => compareAddresses(a.address, b.address))
    .map((child) => {
      const ancestors = waysTo(child.address);
      const depth = ancestors.filter((it) => known.has(it)).length;
      const unknown = ancestors.slice(ancestors.findLastIndex((it) => known.has(it)) + 1);
      return { child, depth, place: [...unknown, child.address].map(placeOfChild).join(" › ") };
    });
}

/** Addresses that the way to a child leads through, the nearest to the device first. */
function waysTo(address: string): string[] {
  const subslot = /^(profinet slot \d+) subslot \d+$/.exec(address);
  if (subslot) return [subslot[1] as string];
  if (!address.startsWith("cip ")) return [];
  const hops = address.split(",");
  return hops.slice(1).map((_, index) => hops.slice(0, index + 1).join(","));
}

const piecesOf = (address: string): readonly string[] => address.match(/\d+|\D/g) ?? [];

/** By the alphabet, numbers by their value, a way before what lies behind it. */
function compareAddresses(a: string, b: string): number {
  const [as, bs] = [piecesOf(a), piecesOf(b)];
  for (let index = 0; index < Math.min(as.length, bs.length); index++) {
    const [x, y] = [as[index] as string, bs[index] as string];
    if (x === y) continue;
    const [m, n] = [Number(x), Number(y)];
    return Number.isNaN(m) || Number.isNaN(n) || m === n ? (x < y ? -1 : 1) : m - n;
  }
  return as.length - bs.length;
}
