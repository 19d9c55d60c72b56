import { expect, it } from "vitest";
import { layoutPicture } from "./layout-picture";

const device = (role: string | null, at: number) => ({ id: String(at), name: `d${at}`, role, isByRule: true });
const reason = {
  insidePackets: 900,
  outsidePackets: 100,
  insideProtocols: ["profinet"],
  partners: [
    { key: "a", name: "Operations", packets: 90, protocols: ["s7comm", "ntp", "dns", "snmp"] },
    { key: "outside", name: "Outside", packets: 10, protocols: [] },
  ],
  subnets: [],
  roles: [],
  levels: [],
  by: "subnet" as const,
};
const draw = (count: number) =>
  layoutPicture(
    { devices: Array.from({ length: count }, (_, at) => device(at % 3 === 0 ? "plc" : null, at)), reason },
    (role) => role.toUpperCase(),
    (packets) => `${packets} packets`,
  );

it("shows every device as a dot inside the box, by role, most first", () => {
  const { box, roles, more } = draw(70);
  expect(roles.map(({ label }) => label)).toEqual(["46 × unknown role", "24 × PLC"]);
  const dots = roles.flatMap((it) => it.dots);
  expect(dots).toHaveLength(70);
  for (const { x, y } of dots) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(box.width);
    expect(y).toBeLessThan(box.height);
  }
  expect(new Set(dots.map(({ x, y }) => `${x} ${y}`)).size).toBe(70);
  expect(more).toBe(0);
});

it("counts what it has no room for", () => {
  expect(draw(5_000).more).toBe(4_880);
});

it("draws who gets more packets thicker, and names what is said", () => {
  const [first, second] = draw(3).partners;
  expect(first?.lineWidth).toBeGreaterThan(second?.lineWidth ?? 99);
  expect([first?.note, second?.note]).toEqual(["90 packets, s7comm, ntp, dns", "10 packets"]);
});
