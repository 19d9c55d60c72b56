import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { pcapVariant } from "@/lib/capture/pcap-reader";
import { isPcapng } from "@/lib/capture/pcapng-reader";
import { AppError } from "@/lib/domain/errors";
import { ledgerReconciles } from "@/lib/domain/import/ledger";
import { seededRandom } from "@/lib/domain/random";
import { SAMPLE_SEED, simulate } from "@/lib/simulator/simulate";
import { CaptureSession } from "./capture-session";

const MUTANTS = 200;
/** Enough frames of every scene, and few enough for hundreds of runs. */
const PART_BYTES = 24_000;

type Draw = (below: number) => number;

/** What damage and malice do to a file: bytes changed, cut out, repeated, put elsewhere, lengths made extreme. */
function mutate(original: Uint8Array, draw: Draw): Uint8Array {
  let file = original.slice();
  for (let changes = 1 + draw(24); changes > 0; changes -= 1) {
    const at = draw(file.length);
    const length = 1 + draw(200);
    switch (draw(6)) {
      case 0:
        file[at] = draw(256);
        break;
      case 1:
        file[at] ^= 1 << draw(8);
        break;
      case 2:
        file.fill(draw(2) * 255, at, at + 1 + draw(4));
        break;
      case 3:
        file = Uint8Array.from([...file.subarray(0, at), ...file.subarray(at + length)]);
        break;
      case 4:
        file.copyWithin(draw(file.length), at, at + length);
        break;
      default:
        if (draw(4) === 0) file = file.subarray(0, Math.max(64, at)).slice();
    }
  }
  return file;
}

describe("a damaged capture", () => {
  let captures: Uint8Array[] = [];

  beforeAll(() => {
    captures = simulate(SAMPLE_SEED)
      .files.map(({ bytes }) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes))
      .filter((bytes) => pcapVariant(bytes) !== null || isPcapng(bytes));
  });

  it("is read as far as it goes, and every record is accounted for", () => {
    expect(captures.length).toBeGreaterThan(2);
    let records = 0;
    let refused = 0;
    for (let seed = 1; seed <= MUTANTS; seed += 1) {
      const random = seededRandom(seed);
      const draw: Draw = (below) => Math.floor(random() * below);
      const original = captures[seed % captures.length];
      const file = mutate(original.subarray(0, PART_BYTES), draw);
      const session = new CaptureSession();
      try {
        for (let at = 0; at < file.length; at += 4_096) session.push(file.subarray(at, at + 4_096));
        const result = session.finish();
        expect(ledgerReconciles(result.ledger), `seed ${seed}`).toBe(true);
        expect(result.ledger.records, `seed ${seed}`).toBe(result.records);
        records += result.records;
      } catch (error) {
        // A file whose header no longer says what it is is refused with a sentence; nothing else may be thrown.
        if (!(error instanceof AppError)) throw new Error(`seed ${seed}`, { cause: error });
        refused += 1;
      }
    }
    expect(records).toBeGreaterThan(MUTANTS * 20);
    expect(refused).toBeLessThan(MUTANTS / 4);
  });
});
