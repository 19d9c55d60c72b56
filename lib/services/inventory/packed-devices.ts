import "server-only";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { Device } from "@/lib/domain/device/device";

/** So many devices stay as they are: of a plant of a few thousand none is packed. */
const LOOSE_DEVICES = 4_096;
/** Packed and unpacked together, some MB of text. */
const BLOCK_DEVICES = 256;
/** The fastest level: devices of one plant say much alike. */
const PACKING = { params: { [constants.BROTLI_PARAM_QUALITY]: 0, [constants.BROTLI_PARAM_LGWIN]: 18 } };

/**
 * All devices of an inventory, to be walked several times in the order in which they came. As objects a hundred thousand
 * take hundreds of MB; packed, only the block that is walked through is there. They come back as the JSON that the database
 * keeps of them.
 */
export class PackedDevices implements Iterable<Device> {
  readonly #blocks: Buffer[] = [];
  readonly #ids: string[] = [];
  #loose: Device[] = [];

  add(device: Device): void {
    this.#ids.push(device.id);
    this.#loose.push(device);
    if (this.#loose.length === LOOSE_DEVICES) this.#pack();
  }

  /** Of all devices, without unpacking any. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  *[Symbol.iterator](): Generator<Device> {
    for (const block of this.#blocks) yield* JSON.parse(brotliDecompressSync(block).toString()) as Device[];
    yield* this.#loose;
  }

  #pack(): void {
    for (let from = 0; from < LOOSE_DEVICES; from += BLOCK_DEVICES) {
      const devices = this.#loose.slice(from, from + BLOCK_DEVICES);
      this.#blocks.push(brotliCompressSync(JSON.stringify(devices), PACKING));
    }
    this.#loose = [];
  }
}
