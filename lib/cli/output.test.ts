import { afterEach, describe, expect, it, vi } from "vitest";
import { jsonPieces, print, printJson, printJsonInPieces, tell } from "./output";

describe("JSON in pieces", () => {
  const textOf = (document: Record<string, unknown>) => [...jsonPieces(document)].join("");

  it("is the JSON of the whole", () => {
    const document = {
      a: [1, "zwei \u2028", null],
      'quo"ted': { deep: [true] },
      empty: [],
      none: null,
      n: 1.5,
      s: "x",
    };
    expect(textOf(document)).toBe(JSON.stringify(document));
    expect(textOf({})).toBe("{}");
  });

  it("takes lists that are made one by one", () => {
    function* numbers() {
      yield { n: 1 };
      yield { n: 2 };
    }
    expect(textOf({ numbers: numbers(), none: new Set() })).toBe('{"numbers":[{"n":1},{"n":2}],"none":[]}');
  });
});

describe("a terminal", () => {
  afterEach(() => vi.restoreAllMocks());

  it("is sent nothing that it obeys, whoever named a device, a file or a server", async () => {
    let sent = "";
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, "write").mockImplementation((text) => {
        sent += String(text);
        return true;
      });
    const hostile = "\u001b]0;owned\u0007\u009b2J\u202egnp.exe\u200b\rroot";
    print(hostile);
    tell(hostile);
    printJson({ name: hostile });
    await printJsonInPieces({ names: [hostile] });
    expect(sent.split("\n")).toHaveLength(5);
    expect(sent).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
    expect(JSON.parse(sent.split("\n")[2] as string)).toEqual({ name: hostile });
  });
});
