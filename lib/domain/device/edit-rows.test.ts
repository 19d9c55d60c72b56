import { describe, expect, it } from "vitest";
import { type EditableDevice, readEdits, readEditsInPieces } from "./edit-rows";

const device: EditableDevice = {
  ...{
    id: "00000000-0000-4000-8000-000000000001",
    name: "PLC-1",
    state: "unsanctioned",
    siteId: "s1",
    zoneName: "Cell",
  },
  ...{ owner: "anna", location: null, criticality: 3, tags: ["spare"], custom: { cost: "12" } },
};
const context = {
  devices: new Map([[device.id, device]]),
  zones: [
    { id: "z0", siteId: "s0", name: "Office" },
    { id: "z1", siteId: "s1", name: "Cell" },
    { id: "z2", siteId: "s1", name: "Office" },
    { id: "z3", siteId: "s2", name: "Hall" },
  ],
  customFields: [{ key: "cost", title: "Cost centre", type: "number", choices: [] } as const],
};
const read = (cells: Record<string, string>, more: Record<string, string>[] = []) =>
  readEdits(
    [cells, ...more].map((it, at) => ({ line: at + 2, cells: new Map(Object.entries({ Id: device.id, ...it })) })),
    context,
  );
const edits = (cells: Record<string, string>) => read(cells).cells.map(({ edit }) => edit);

describe("a device CSV that comes back", () => {
  it("of many rows is read with pauses, to the same end", () => {
    const rows = Array.from({ length: 2_000 }, (_, at) => ({
      line: at + 2,
      cells: new Map([
        ["Id", at === 0 ? device.id : `unknown ${at}`],
        ["Owner", "bob"],
      ]),
    }));
    const pieces = readEditsInPieces(rows, context);
    let pauses = 0;
    let piece = pieces.next();
    for (; !piece.done; piece = pieces.next()) pauses++;
    expect(pauses).toBeGreaterThanOrEqual(3);
    expect(piece.value.cells).toHaveLength(1);
    expect(piece.value).toEqual(readEdits(rows, context));
  });

  it("unchanged changes nothing, whatever columns of the network it carries", () => {
    const same = { Name: "PLC-1", Vendor: "other", State: "unsanctioned", Zone: "Cell", Owner: "anna", Location: "" };
    expect(read({ ...same, Criticality: "3", Tags: "spare", "Field cost": "12" })).toEqual({ cells: [], problems: [] });
  });

  it("changes what people may say, cell by cell", () => {
    expect(edits({ State: "Sanctioned" })).toEqual([{ kind: "state", state: "sanctioned" }]);
    expect(edits({ Zone: "office" })).toEqual([{ kind: "zone", zoneId: "z2" }]);
    expect(edits({ Location: "Hall 3", Owner: "" })).toEqual([
      { kind: "pin", field: "location", value: "Hall 3" },
      { kind: "pin", field: "owner", value: null },
    ]);
    expect(edits({ Tags: "new one; spare" })).toEqual([{ kind: "tag", add: ["new-one"], remove: [] }]);
    expect(edits({ Tags: "" })).toEqual([{ kind: "tag", add: [], remove: ["spare"] }]);
    expect(edits({ "Field cost": "14,5" })).toEqual([{ kind: "custom", key: "cost", value: "14.5" }]);
  });

  it("gives back what the export defused", () => {
    expect(edits({ Location: "'=Hall" })).toEqual([{ kind: "pin", field: "location", value: "=Hall" }]);
    expect(edits({ Location: "'s-Hertogenbosch" })).toEqual([
      { kind: "pin", field: "location", value: "'s-Hertogenbosch" },
    ]);
  });

  it("says what it cannot take, with the line, and takes the rest", () => {
    const { cells, problems } = read(
      { State: "fine", Criticality: "9", Zone: "Attic", "Field none": "1", Owner: "bo" },
      [{ Owner: "twice" }, { Id: "no-device", Owner: "x" }, { Id: "", Owner: "x" }],
    );
    expect(cells).toMatchObject([{ column: "Owner", before: "anna", after: "bo", line: 2 }]);
    expect(problems.map(({ line }) => line)).toEqual([2, 2, 2, 2, 3, 4, 5]);
    expect(problems[2]?.text).toContain("no zone “Attic”");
  });

  it("takes a zone's name for the zone of the device's own site", () => {
    expect(edits({ Zone: "Office" })).toEqual([{ kind: "zone", zoneId: "z2" }]);
    expect(read({ Zone: "Hall" }).problems[0]?.text).toContain("no zone “Hall” at its site");
  });

  it("leaves alone what its columns leave out", () => {
    expect(edits({ Owner: "anna" })).toEqual([]);
  });
});
