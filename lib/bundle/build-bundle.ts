import { type KeyObject, sign } from "node:crypto";
import { gzipSync } from "node:zlib";
import { compareText } from "@/lib/domain/compare-text";
import { AppError } from "@/lib/domain/errors";
import type { FeedKind } from "@/lib/domain/knowledge/feed";
import { MAGIC, MAX_BUNDLE_BYTES } from "./bundle-layout";
import { hexHash } from "./hex-hash";
import { type Manifest, manifest } from "./manifest";
import { keyIdOf } from "./signing-key";

export interface BundleSource {
  readonly feed: FeedKind;
  readonly name: string;
  readonly datedAt: string | null;
  readonly source: string;
  readonly bytes: Uint8Array;
}

export interface BundleHead {
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly note: string;
}

/**
 * The bundle as one file. The same files, head and key give the same bytes. Throws AppError when two files of a
 * feed have one name, or when the whole is larger than a plant would accept.
 */
export function buildBundle(head: BundleHead, sources: readonly BundleSource[], privateKey: KeyObject): Buffer {
  const sorted = [...sources].sort((a, b) => compareText(a.feed, b.feed) || compareText(a.name, b.name));
  const payloads = sorted.map((it) => gzipSync(it.bytes, { level: 9 }));
  sorted.forEach((it, at) => {
    const before = sorted[at - 1];
    if (before?.feed === it.feed && before.name === it.name) {
      throw new AppError("bad-request", `Two files of the feed ${it.feed} are called ${it.name}.`);
    }
  });
  const content: Manifest = {
    ...head,
    files: sorted.map(({ feed, name, datedAt, source, bytes }, at) => ({
      feed,
      name,
      datedAt,
      source,
      bytes: bytes.length,
      sha256: hexHash(bytes),
      packedBytes: (payloads[at] as Buffer).length,
      packedSha256: hexHash(payloads[at] as Buffer),
    })),
  };
  const checked = manifest.safeParse(content);
  if (!checked.success) {
    const [problem] = checked.error.issues;
    throw new AppError("bad-request", `The bundle cannot be built: ${problem?.path.join(".")}: ${problem?.message}.`);
  }
  const text = Buffer.from(JSON.stringify(checked.data), "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const signed = Buffer.concat([MAGIC, keyIdOf(privateKey), length, text]);
  const bundle = Buffer.concat([signed, sign(null, signed, privateKey), ...payloads]);
  if (bundle.length > MAX_BUNDLE_BYTES) {
    throw new AppError("bad-request", "The bundle would be larger than any installation accepts. Leave a feed out.");
  }
  return bundle;
}
