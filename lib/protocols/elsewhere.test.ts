/** What a decoder declares of payloads at others' ports (DecoderSpec.elsewhere) must be true of what it answers. */
import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/domain/random";
import { ByteReader } from "./byte-reader";
import { fixtureContext } from "./decode-fixture";
import { type Decoder, mayBeginWith, type Opening } from "./define-decoder";
import type { Fixture } from "./fixture";
import { DECODERS } from "./registry";

const FIXTURES = new Map(
  await Promise.all(
    DECODERS.map(async ({ name }) => {
      const module: { FIXTURES: readonly Fixture[] } = await import(`./${name}/${name}.fixtures.ts`);
      return [name, module.FIXTURES] as const;
    }),
  ),
);
const fixturesFor = (decoder: Decoder) => FIXTURES.get(decoder.name) ?? [];

/** Ports that any decoder or fixture names, and two that none does. */
const PORTS = [
  ...new Set([
    ...DECODERS.flatMap(({ carriers }) => carriers.flatMap((carrier) => ("ports" in carrier ? carrier.ports : []))),
    ...[...FIXTURES.values()].flatMap((fixtures) => fixtures.flatMap(({ port }) => port ?? [])),
    61_111,
  ]),
];

describe("what a decoder says of payloads at others' ports", () => {
  const cases = (["tcp", "udp"] as const).flatMap((layer) =>
    DECODERS.filter((decoder) => decoder.elsewhere[layer]).map((decoder) => [decoder.name, layer, decoder] as const),
  );
  const allOf = (layer: "tcp" | "udp") =>
    [...FIXTURES.values()].flatMap((fixtures) => fixtures.filter(({ carrier }) => carrier === layer));

  it.each(cases)("%s over %s is certain of nothing that its opening rules out", (_name, layer, decoder) => {
    const opening = decoder.elsewhere[layer] as Opening;
    const own = decoder.carriers.flatMap((it) => (it.layer === layer ? it.ports : []));
    const wrong = new Set<string>();
    const ask = (bytes: Uint8Array, fixture: Fixture, port: number, isCut = false) => {
      if (bytes.length >= opening.fewestBytes && bytes.length > 0 && mayBeginWith(opening, bytes[0] as number)) return;
      const place = { ...fixture, port, initiatorPort: 61_112, carrier: layer };
      if (decoder.probe(new ByteReader(bytes), fixtureContext(place, isCut)) === "certain") {
        wrong.add(`port ${port}: ${Buffer.from(bytes.subarray(0, 40)).toString("hex")} (${bytes.length} bytes)`);
      }
    };
    const strange = PORTS.filter((port) => !own.includes(port));
    for (const fixture of allOf(layer)) ask(fixture.bytes, fixture, 61_111);
    for (const fixture of fixturesFor(decoder)) {
      for (const port of strange) ask(fixture.bytes, fixture, port);
      for (let length = 1; length <= fixture.bytes.length; length += 1) {
        for (const isCut of [false, true]) ask(fixture.bytes.subarray(0, length), fixture, 61_111, isCut);
      }
      for (let byte = 0; byte < 256; byte += 1) {
        const bytes = Uint8Array.from(fixture.bytes);
        bytes[0] = byte;
        ask(bytes, fixture, 61_111);
      }
    }
    const random = seededRandom(DECODERS.indexOf(decoder) + 1);
    const upTo = (max: number) => Math.floor(random() * (max + 1));
    const seeds = allOf(layer);
    for (let round = 0; round < 1_500; round += 1) {
      const seed = seeds[upTo(seeds.length - 1)] as Fixture;
      const bytes = seed.bytes.slice(0, round % 3 === 0 ? upTo(seed.bytes.length) : undefined);
      for (let i = upTo(4); i > 0 && bytes.length > 0; i -= 1) bytes[upTo(Math.min(bytes.length - 1, 12))] = upTo(255);
      ask(bytes, seed, 61_111);
    }
    expect([...wrong]).toEqual([]);
  });

  it("leaves few to ask about a payload that none knows", () => {
    for (const layer of ["tcp", "udp"] as const) {
      const openings = DECODERS.flatMap(({ carriers, elsewhere }) =>
        carriers.some((it) => it.layer === layer) ? [elsewhere[layer]] : [],
      );
      let asked = 0;
      for (let byte = 0; byte < 256; byte += 1) {
        asked += openings.filter((opening) => !opening || mayBeginWith(opening, byte)).length;
      }
      expect(asked / 256).toBeLessThan(openings.length / 4);
    }
  });
});
