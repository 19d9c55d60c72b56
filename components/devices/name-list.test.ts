import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { NamedDevice } from "./device-name";
import { NameList } from "./name-list";

const camera = (id: string, over: Partial<NamedDevice>): NamedDevice => ({
  ...{ id, name: null, vendor: null, model: null, ips: [], macs: [] },
  ...over,
});
const AXIS = { value: "Axis", mark: "passive", hasConflict: false } as const;
const linesOf = (devices: readonly NamedDevice[]) =>
  [...renderToStaticMarkup(createElement(NameList, { devices })).matchAll(/<li[^>]*>(.*?)<\/li>/g)].map((it) =>
    (it[1] as string).replace(/<[^>]*>/g, "").trim(),
  );

it("tells devices of one name apart by their addresses, and says no address twice", () => {
  expect(
    linesOf([
      camera("a", { vendor: AXIS, ips: ["10.0.0.1"], macs: ["00:40:8c:00:00:01"] }),
      camera("b", { vendor: AXIS, macs: ["00:40:8c:00:00:02"] }),
      camera("c", { ips: ["10.0.0.3"] }),
      camera("d", {}),
    ]),
  ).toEqual(["Axis 10.0.0.1", "Axis 00:40:8c:00:00:02", "10.0.0.3", "Unnamed device"]);
});

it("counts those for which the list has no room", () => {
  const lines = linesOf(Array.from({ length: 9 }, (_, at) => camera(`${at}`, { ips: [`10.0.0.${at}`] })));
  expect(lines).toHaveLength(7);
  expect(lines.at(-1)).toBe("and 3 more");
});
