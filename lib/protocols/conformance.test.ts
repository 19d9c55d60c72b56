/** What every decoder promises, whatever its protocol. A new decoder is held to it by being in the registry. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { OPERATIONS } from "@/lib/domain/flow/flow";
import { seededRandom } from "@/lib/domain/random";
import { ByteReader } from "./byte-reader";
import { decodeFixture, decodeTurns, fixtureContext, type Recording } from "./decode-fixture";
import { type Decoder, GLANCE, NOT_GLANCED } from "./define-decoder";
import type { Fixture } from "./fixture";
import { DECODERS } from "./registry";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const FOLDERS = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "framing")
  .map((entry) => entry.name)
  .sort();

async function fixturesOf(name: string): Promise<readonly Fixture[]> {
  const module: { FIXTURES: readonly Fixture[] } = await import(`./${name}/${name}.fixtures.ts`);
  return module.FIXTURES;
}
const FIXTURES = new Map(
  await Promise.all(FOLDERS.map(async (name) => [name, await fixturesOf(name).catch(() => [])] as const)),
);
const byName = DECODERS.map((decoder) => [decoder.name, decoder] as const);
const fixturesFor = (decoder: Decoder) => FIXTURES.get(decoder.name) ?? [];

const said = (recording: Recording, isConcluded: boolean) =>
  recording.identities
    .filter(({ options }) => (options.inferred ?? false) === isConcluded)
    .map(({ field, value, options }) => (options.child ? [field, value, options.child] : [field, value]));
const claimTexts = (recording: Recording) => [
  ...recording.identities.map(({ field, value, options }) => JSON.stringify([field, value, options.child ?? null])),
  ...recording.bindings,
  ...recording.resolvedNames,
  ...recording.peerNames,
  ...recording.announcements.map((it) => JSON.stringify(it)),
  ...recording.services.flatMap((it) => Object.entries(it).map(([key, value]) => `${key} ${value}`)),
];

describe("registry", () => {
  it("lists every folder of decoders once, in order, and nothing else", () => {
    expect(DECODERS.map((decoder) => decoder.name)).toEqual(FOLDERS);
  });

  it.each(byName)("%s names its standard, its carriers and has a fixture", (name, decoder) => {
    expect(decoder.standard.length).toBeGreaterThan(6);
    expect(decoder.carriers.length).toBeGreaterThan(0);
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(fixturesFor(decoder).length).toBeGreaterThan(0);
    for (const fixture of fixturesFor(decoder)) {
      expect(decoder.carriers.some((carrier) => carrier.layer === fixture.carrier)).toBe(true);
    }
  });

  it.each(byName)("%s cuts a TCP stream into messages when it reads one", (_name, decoder) => {
    if (decoder.carriers.some((carrier) => carrier.layer === "tcp")) expect(decoder.frame).not.toBeNull();
  });
});

describe.each(byName)("%s", (_name, decoder) => {
  for (const fixture of fixturesFor(decoder)) {
    it(`reads ${fixture.name}`, () => {
      const probe = decoder.probe(new ByteReader(fixture.bytes), fixtureContext(fixture));
      expect(probe).not.toBe("no");
      const recording = decodeFixture(decoder, fixture);
      expect(recording.outcomes).not.toContain("malformed");
      expect(recording.outcomes.length).toBeGreaterThan(0);
      expect(said(recording, false)).toEqual(fixture.expect.identities ?? []);
      if (fixture.expect.concluded) expect(said(recording, true)).toEqual(fixture.expect.concluded);
      const { operations, bindings, flags, product, peerName } = fixture.expect;
      if (!fixture.question) expect(recording.operations).toEqual(operations ?? []);
      if (bindings) expect(recording.bindings).toEqual(bindings);
      if (flags) expect(recording.services.flatMap(({ flag }) => (flag ? [flag] : []))).toEqual(flags);
      if (product) expect(recording.services.map((service) => service.product)).toContain(product);
      if (peerName) expect(recording.peerNames).toContain(peerName);
      const announced = recording.announcements.map(
        ({ layer, ip, port, protocol }) => `${layer} ${ip} ${port} ${protocol}`,
      );
      expect(announced).toEqual(fixture.expect.announces ?? []);
      for (const { protocol, layer } of recording.announcements)
        expect(DECODERS.find(({ name }) => name === protocol)?.carriers.map((it) => it.layer)).toContain(layer);
    });

    it(`learns nothing wrong from a cut copy of ${fixture.name}`, () => {
      const whole = new Set(claimTexts(decodeFixture(decoder, fixture)));
      for (let length = 0; length < fixture.bytes.length; length += 1) {
        const cut = { ...fixture, bytes: fixture.bytes.subarray(0, length) };
        decoder.probe(new ByteReader(cut.bytes), fixtureContext(fixture, true));
        const wrong = claimTexts(decodeFixture(decoder, cut, true)).filter((claim) => !whole.has(claim));
        expect(wrong, `after ${length} of ${fixture.bytes.length} bytes`).toEqual([]);
      }
    });
  }

  it("survives 2,000 random messages, and damaged copies of its fixtures", () => {
    const random = seededRandom(DECODERS.indexOf(decoder) + 1);
    const upTo = (max: number) => Math.floor(random() * (max + 1));
    const seeds = fixturesFor(decoder);
    const contexts: Fixture[] =
      seeds.length > 0
        ? [...seeds]
        : decoder.carriers.map(({ layer }) => ({ name: "", carrier: layer, bytes: new Uint8Array(), expect: {} }));
    for (let round = 0; round < 2_000; round += 1) {
      const base = contexts[round % contexts.length] as Fixture;
      const bytes =
        round % 2 === 0 ? Uint8Array.from({ length: upTo(300) }, () => upTo(255)) : Uint8Array.from(base.bytes);
      if (round % 2 === 1) {
        for (let i = 0; i < 4 && bytes.length > 0; i += 1) bytes[upTo(bytes.length - 1)] = upTo(255);
      }
      const fixture = { ...base, bytes, fromInitiator: upTo(1) === 1 };
      decoder.probe(new ByteReader(bytes), fixtureContext(fixture));
      decodeFixture(decoder, fixture);
      // The capture engine may also hand over a message that no frame has checked.
      decodeFixture({ ...decoder, decode: decoder.decode, lastReason: "", frame: null }, fixture);
    }
  });
});

/** "decoder sees fixture of": the bytes fit both by their nature; the port and the order of trial decide. */
const OVERLAPS: readonly string[] = [];

/** Whether a message of the other protocol can reach the decoder at all. */
function canMeet(decoder: Decoder, other: Decoder | undefined, layer: Fixture["carrier"]): boolean {
  if (layer === "udp" || layer === "tcp" || layer === "sctp")
    return decoder.carriers.some((carrier) => carrier.layer === layer);
  const keys = (it: Decoder) =>
    it.carriers.filter((carrier) => carrier.layer === layer).map((carrier) => JSON.stringify(carrier));
  return other !== undefined && keys(other).some((key) => keys(decoder).includes(key));
}

const glancers = byName.filter(([, decoder]) => decoder.glance !== null);

describe("a glance", () => {
  it.each(glancers)("at %s says what decoding would have said, and nothing is lost by it", (_name, decoder) => {
    const random = seededRandom(7);
    const upTo = (max: number) => Math.floor(random() * (max + 1));
    let taken = 0;
    for (let round = 0; round < 6_000; round += 1) {
      const fixtures = fixturesFor(decoder).filter(({ carrier }) => carrier === "tcp" || carrier === "udp");
      const first = fixtures[upTo(fixtures.length - 1)] as Fixture;
      const alike = fixtures.filter(({ carrier }) => carrier === first.carrier);
      const second = alike[upTo(alike.length - 1)] as Fixture;
      const source = round % 2 === 0 ? first : second;
      const bytes = Uint8Array.from(source.bytes);
      for (let i = upTo(3); i > 0 && bytes.length > 0; i -= 1) bytes[upTo(bytes.length - 1)] = upTo(255);
      const fromInitiator = upTo(1) === 1;
      const before = [{ fromInitiator: first.fromInitiator ?? true, bytes: first.bytes }];
      const { state, ...known } = decodeTurns(decoder, first, before);
      const seen =
        decoder.glance?.(bytes, 0, bytes.length, decoder.glanceMemory(state, fromInitiator), fromInitiator) ??
        NOT_GLANCED;
      if (seen === NOT_GLANCED) continue;
      const [length, operation] = [seen >> GLANCE.lengthShift, seen & GLANCE.operation];
      const statesSame = (seen & GLANCE.statesSame) !== 0;
      if ((seen & GLANCE.hasNoSide) === 0 && known.directions.length === 0) continue;
      // Before a first statement of this side there is nothing to repeat, and the engine decodes.
      if (statesSame && (fromInitiator !== before[0]?.fromInitiator || known.identities.length === 0)) continue;
      if (first.carrier === "udp" && length !== bytes.length) continue;
      taken += 1;
      expect(length).toBeGreaterThan(0);
      if (decoder.frame && first.carrier === "tcp") expect(decoder.frame(new ByteReader(bytes))).toBe(length);
      const message = { fromInitiator, bytes: bytes.subarray(0, length) };
      const after = decodeTurns(decoder, first, [...before, message]);
      const sample = Buffer.from(message.bytes).toString("hex");
      expect(after.outcomes, sample).not.toContain("malformed");
      expect(after.operations, sample).toEqual(
        operation === 0 ? known.operations : [...known.operations, OPERATIONS[operation - 1]],
      );
      if ((seen & GLANCE.hasNoSide) !== 0) expect(after.directions, sample).toEqual(known.directions);
      const last = statesSame ? decodeTurns(decoder, first, before.slice(-1)).identities : [];
      expect(after.identities, sample).toEqual([...known.identities, ...last]);
      for (const part of ["bindings", "services", "peerNames", "resolvedNames"] as const) {
        expect(after[part], sample).toEqual(known[part]);
      }
      expect(after.state, sample).toEqual(state);
    }
    expect(taken).toBeGreaterThan(20);
  });
});

describe("confusion", () => {
  it.each(byName)("%s is certain of no other protocol's messages", (name, decoder) => {
    const confused: string[] = [];
    for (const [other, fixtures] of FIXTURES) {
      if (other === name) continue;
      for (const fixture of fixtures) {
        const otherDecoder = DECODERS.find((it) => it.name === other);
        if (!canMeet(decoder, otherDecoder, fixture.carrier)) continue;
        const match = decoder.probe(new ByteReader(fixture.bytes), fixtureContext(fixture));
        const pair = `${name} sees ${other}`;
        if (match === "certain" && !OVERLAPS.includes(pair)) confused.push(`${pair}: ${fixture.name}`);
      }
    }
    expect(confused).toEqual([]);
  });
});
