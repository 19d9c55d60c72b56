import "server-only";
import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, statfs, unlink } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/domain/errors";

/** What is held in memory before it goes to the disk, in characters: a plant of a few thousand devices never goes there. */
const HELD_LENGTH = 2 * 1024 ** 2;
/** Left to uploads and to the database, which may be on the same disk. */
const KEPT_FREE_BYTES = 256 * 1024 ** 2;

/**
 * Items of a JSON list that are made before it is their turn in a document, however many there are. What finds no room in
 * memory waits in a file without a name, which is gone with this process whatever becomes of it.
 */
export class SpilledList {
  #held: string[] = [];
  #heldLength = 0;
  #isEmpty = true;
  #file: FileHandle | null = null;
  readonly #most: number;

  /** @param most characters that are held in memory */
  constructor(most = HELD_LENGTH) {
    this.#most = most;
  }

  get isOnDisk(): boolean {
    return this.#file !== null;
  }

  /** @param item as JSON text */
  async add(item: string): Promise<void> {
    this.#held.push(this.#isEmpty ? "\n" : ",\n", item);
    this.#isEmpty = false;
    this.#heldLength += item.length + 2;
    if (this.#heldLength > this.#most) await this.#spill();
  }

  /** All items with what stands between them, in pieces. */
  async *pieces(): AsyncGenerator<string> {
    if (this.#file) yield* this.#file.createReadStream({ start: 0, autoClose: false, encoding: "utf8" });
    yield* this.#held;
  }

  /** Gives the disk's room back; whoever made the list calls it at the end, whatever became of it. */
  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
    this.#held = [];
  }

  async #spill(): Promise<void> {
    this.#file ??= await openNameless();
    await requireRoom(this.#heldLength);
    const bytes = Buffer.from(this.#held.join(""));
    for (let at = 0; at < bytes.length; ) at += (await this.#file.write(bytes, at)).bytesWritten;
    this.#held = [];
    this.#heldLength = 0;
  }
}

async function openNameless(): Promise<FileHandle> {
  const { spoolFolder } = env();
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  const path = join(spoolFolder, `${randomUUID()}.export`);
  const file = await open(path, "wx+", 0o600);
  try {
    await unlink(path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function requireRoom(length: number): Promise<void> {
  const { bavail, bsize } = await statfs(env().spoolFolder);
  if (bavail * bsize - length > KEPT_FREE_BYTES) return;
  throw new AppError("too-large", "The disk has no room for what this export has to set aside. Ask for fewer devices.");
}
