import { expect, it } from "vitest";
import type { WalkDownQuestionDto } from "@/lib/contracts/walk-down";
import { prepareSheet } from "./prepare-sheet";

const ask = (deviceId: string, site: string, place: string, text: string): WalkDownQuestionDto => ({
  ...{ deviceId, site, place, text, name: deviceId, product: null, addresses: ["10.0.0.1"] },
  ...{ kind: "firmware", settles: ["1 finding"], worth: 1, riskScore: 10 },
});

it("puts the questions of one place and of one device together, what settles most still first", () => {
  const sheet = prepareSheet([
    ask("pump", "Kiel", "Cell A", "Whose?"),
    ask("valve", "Kiel", "Cell B", "Which?"),
    ask("press", "Kiel", "Cell A", "What?"),
    ask("pump", "Kiel", "Cell A", "Which?"),
  ]);
  expect(
    sheet.map(({ place, devices }) => [place, devices.map((it) => [it.name, it.questions.map(({ text }) => text)])]),
  ).toEqual([
    [
      "Cell A",
      [
        ["pump", ["Whose?", "Which?"]],
        ["press", ["What?"]],
      ],
    ],
    ["Cell B", [["valve", ["Which?"]]]],
  ]);
});

it("keeps places of one name at two sites apart, and loses no question", () => {
  const items = [
    ask("pump", "Kiel", "Hall", "a"),
    ask("press", "Hamburg", "Hall", "b"),
    ask("fan", "Kiel", "Hall", "c"),
  ];
  const sheet = prepareSheet(items);
  expect(sheet.map(({ site, place }) => [site, place])).toEqual([
    ["Kiel", "Hall"],
    ["Hamburg", "Hall"],
  ]);
  const texts = sheet.flatMap(({ devices }) => devices.flatMap((it) => it.questions.map(({ text }) => text)));
  expect(texts.sort()).toEqual(["a", "b", "c"]);
});
