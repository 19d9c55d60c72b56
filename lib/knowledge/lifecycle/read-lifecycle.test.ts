import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { describeFeedFile } from "../describe-feed-file";
import { readDay, readLifecycle } from "./read-lifecycle";

const read = (text: string) => readLifecycle(Buffer.from(text), "list.csv");

describe("readLifecycle", () => {
  it("reads a list with its own headings, in its own order, with any of the usual separators", () => {
    const expected = {
      vendor: "Invented",
      product: "GX-200",
      orderNumber: null,
      versions: "<3.0",
      endOfSale: null,
      endOfSupport: "2024-06-30",
      endOfLife: "2025-12-31",
      source: "https://vendor.example/eol",
      place: "list.csv, line 3",
    };
    const lines = (separator: string) =>
      [
        "# exported by hand",
        ["End of support", "Manufacturer", "Model", "Version range", "EOL", "Source", "Remark"].join(separator),
        ["30.06.2024", "Invented", "GX-200", "<3.0", "2025", "https://vendor.example/eol", "x"].join(separator),
      ].join("\r\n");
    for (const separator of [",", ";", "\t"]) expect(read(lines(separator)).entries).toEqual([expected]);
  });

  it("reads JSON with the same names", () => {
    const list = [{ vendor: "Invented", orderNumber: "GX 1*", endOfSupport: "2024-06", endOfLife: false }];
    for (const json of [list, { lifecycle: list }]) {
      const bytes = Buffer.from(JSON.stringify(json));
      expect(describeFeedFile("x.json", bytes).feed).toBe("lifecycle");
      expect(readLifecycle(bytes, "x.json").entries).toMatchObject([
        { orderNumber: "GX 1*", endOfSupport: "2024-06-30", endOfLife: null, place: "x.json, entry 1" },
      ]);
    }
  });

  it("leaves out what says nothing, and says why", () => {
    const { entries, ledger } = read(
      [
        "vendor,product,end of support",
        "Invented,GX-200,03/04/2024",
        "Invented,,2024-01-01",
        ",GX-300,2024-01-01",
        "Invented,GX-400,2024-02-30",
        "Invented,GX-500,TBD",
        "Invented,GX-600,2024-02-29",
      ].join("\n"),
    );
    expect(entries.map((it) => it.product)).toEqual(["GX-600"]);
    expect(ledger).toMatchObject({ records: 6, read: 1 });
    expect(ledger.notes.map(({ code, count }) => [code, count])).toEqual([
      ["unreadable-date", 2],
      ["wrong-shape", 5],
    ]);
  });

  it("never throws anything but a sentence on hostile bytes", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('"', "[", "{", '"a\n"', 'vendor,eol\n"x', "\u0000,\u0000")),
        (text) => {
          try {
            read(text);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        },
      ),
    );
  });
});

describe("readDay", () => {
  it("reads days, months and years, and nothing that could be two days", () => {
    expect(["2024-02-29", "2024/2/9", "2024-02", "2024", "1.2.2024", "2024-02-29T10:00:00Z"].map(readDay)).toEqual([
      ...["2024-02-29", "2024-02-09", "2024-02-29", "2024-12-31", "2024-02-01", "2024-02-29"],
    ]);
    expect(["2023-02-29", "03/04/2024", "1923", "24", "soon", "2024-13"].map(readDay)).toEqual(Array(6).fill(null));
  });
});
