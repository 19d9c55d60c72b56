import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_PACKET_BYTES, PacketTexts } from "./packet-texts";

function cut(content: string | Uint8Array, chunkBytes = 7) {
  const found: string[] = [];
  const texts = new PacketTexts(({ position, bytes, trueLength, end }) => {
    const text = new TextDecoder().decode(bytes);
    const shown = text.length > 2_000 ? `${text.slice(0, 20)}… ${bytes.length} of ${trueLength}` : text;
    found.push(`${position} ${end}: ${shown}`);
  });
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += chunkBytes) texts.push(bytes.subarray(at, at + chunkBytes));
  texts.finish();
  return { found, isList: texts.isList };
}

const packet = (number: number, value = "x") => ({
  _index: "packets-2026-11-25",
  _source: { layers: { frame: { "frame.number": `${number}`, text: value } } },
});
const INDEX = '{"index":{"_index":"packets-2026-11-25","_type":"doc"}}';

describe("packets that tshark printed to lines", () => {
  it.each([1, 3, 1_000])("are counted without index lines and blank ones, in chunks of %i bytes", (chunkBytes) => {
    const text = `\ufeff${INDEX}\r\n{"layers":1}\r\n\n  \n${INDEX}\n{"x"}\n{"layers":2}\n${INDEX}`;
    expect(cut(text, chunkBytes)).toEqual({
      found: ['1 whole: {"layers":1}', '2 whole: {"x"}', '3 whole: {"layers":2}'],
      isList: false,
    });
  });

  it("end with one that the file may have cut off", () => {
    expect(cut('{"layers":1}\n{"lay').found).toEqual(['1 whole: {"layers":1}', '2 open: {"lay']);
  });

  it("are told with their true length where they are too long to be held, and the next is found", () => {
    const long = `{"a":"${"x".repeat(MAX_PACKET_BYTES)}"}`;
    expect(cut(`${long}\n{"b":1}\n`, 65_536).found).toEqual([
      `1 whole: {"a":"${"x".repeat(14)}… ${MAX_PACKET_BYTES} of ${long.length}`,
      '2 whole: {"b":1}',
    ]);
  });
});

describe("packets that tshark printed as a list", () => {
  const packets = [packet(1, '}"{\\'), packet(2, "€ä"), packet(3, "[{")];
  it.each([1, 2, 7, 1_000])(
    "come with exactly their text however it is laid out, in chunks of %i bytes",
    (chunkBytes) => {
      for (const indent of [0, 1, 2, 8]) {
        const texts = packets.map((it) => JSON.stringify(it, null, indent));
        expect(cut(`\ufeff\n[ ${texts.join(" ,\n\n")}\n]\n`, chunkBytes)).toEqual({
          found: texts.map((text, at) => `${at + 1} whole: ${text.length > 2_000 ? expect.any(String) : text}`),
          isList: true,
        });
      }
    },
  );

  it.each([
    ["in a word", (text: string) => text.slice(0, 70)],
    ["in its first key", (text: string) => text.slice(0, 5)],
    ["behind a bracket", (text: string) => text.slice(0, text.indexOf("layers") + 10)],
    ["with a quote too many", (text: string) => text.replace("layers", 'lay"ers')],
    ["with a bracket too many", (text: string) => text.replace('"layers":{', '"layers":{{{')],
    ["with a closing bracket too many", (text: string) => text.replace('{"frame"', '{}}},"frame"')],
  ])("that are damaged %s are one record, and the next one stays what it is", (_what, damage) => {
    for (const indent of [0, 2]) {
      const [first, second, third] = packets.map((it) => JSON.stringify(it, null, indent)) as [string, string, string];
      const { found } = cut(`[${first},\n${damage(JSON.stringify(packets[1]))},${third}\n]`);
      expect(found).toHaveLength(3);
      expect(second).toContain("_index");
      expect(found[2]).toBe(`3 whole: ${third}`);
    }
  });

  it("end with the one that the file cuts off", () => {
    const [first, second] = packets.map((it) => JSON.stringify(it));
    const { found } = cut(`[${first},${second?.slice(0, -3)}`);
    expect(found[1]).toBe(`2 open: ${second?.slice(0, -3)}`);
  });

  it("are told with their true length where they are too long to be held, and the next is found", () => {
    const long = JSON.stringify(packet(1, "x".repeat(MAX_PACKET_BYTES)));
    const last = JSON.stringify(packet(2));
    for (const first of [long, long.slice(0, -5)]) {
      const { found } = cut(`[${first},${last}]`, 65_536);
      expect(found[0]).toMatch(first === long ? /^1 whole: .*… 4194304 of \d{7}$/ : /^1 broken: .*… 4194304 of \d{7}$/);
      expect(found[1]).toBe(`2 whole: ${last}`);
    }
  });

  it("are cut alike in chunks of any size, whatever bytes stand between them", () => {
    const whole = new TextEncoder().encode(`[${packets.map((it) => JSON.stringify(it, null, 1)).join(",")}]`);
    const edits = fc.array(fc.tuple(fc.nat(whole.length), fc.uint8Array({ maxLength: 5 })), { maxLength: 4 });
    fc.assert(
      fc.property(edits, fc.integer({ min: 1, max: 40 }), (list, chunkBytes) => {
        const parts: number[] = [...whole];
        for (const [at, bytes] of list) parts.splice(at, bytes.length, ...bytes);
        const damaged = Uint8Array.from(parts);
        expect(cut(damaged, chunkBytes)).toEqual(cut(damaged, 10_000));
      }),
      { numRuns: 120, seed: 7 },
    );
  });
});
