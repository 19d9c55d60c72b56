import { expect, test } from "vitest";
import type { DeviceDetail } from "@/lib/contracts/devices";
import { prepareJoinPicture, ROW_PX } from "./prepare-join-picture";

const join = (a: string, b: string): DeviceDetail["joins"][number] => ({
  a,
  b,
  identifierA: a,
  identifierB: b,
  reason: "",
  citation: null,
});
const identifier = (key: string, strength: 1 | 2 | 3) => ({
  key,
  kind: key.split("|")[0] as "mac",
  text: key,
  value: key,
  strength,
  isAnchor: false,
});

test("cards stand at the left, addresses at the right, and a line between two cards is an arc", () => {
  const [one, two, ip] = ["mac|r|1", "mac|r|2", "ip|r|10.0.0.1"];
  const picture = prepareJoinPicture({
    joins: [join(one, two), join(one, ip)],
    identifiers: [identifier(one, 3), identifier(two, 3), identifier(ip, 1), identifier("serial|*|s", 3)],
  });
  expect(picture.nodes.map((it) => [it.key, it.side])).toEqual([
    [one, "card"],
    [two, "card"],
    [ip, "other"],
    ["serial|*|s", "other"],
  ]);
  expect(picture.lines.map((it) => [it.isArc, it.strength])).toEqual([
    [true, 3],
    [false, 1],
  ]);
  expect(picture.heightPx).toBe(2 * ROW_PX);
});

test("a device with hundreds of addresses says how many joins stand in the list only", () => {
  const joins = Array.from({ length: 300 }, (_, at) => join("mac|r|1", `ip|r|10.0.${at >> 8}.${at & 255}`));
  const picture = prepareJoinPicture({ joins, identifiers: [] });
  expect(picture.lines.length + picture.left).toBe(300);
  expect(picture.heightPx).toBeLessThanOrEqual(40 * ROW_PX);
});
