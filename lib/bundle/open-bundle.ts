import { type KeyObject, verify } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { AppError } from "@/lib/domain/errors";
import {
  KEY_ID_OFFSET,
  LENGTH_OFFSET,
  MAGIC,
  MANIFEST_OFFSET,
  MAX_BUNDLE_BYTES,
  MAX_MANIFEST_BYTES,
  SIGNATURE_BYTES,
} from "./bundle-layout";
import { hexHash } from "./hex-hash";
import { type Manifest, type ManifestFile, manifest } from "./manifest";
import { fingerprintOf, keyIdOf } from "./signing-key";

export interface OpenedBundle {
  readonly manifest: Manifest;
  /** Of the key that signed it, lower-case hex. */
  readonly keyId: string;
  readonly files: readonly OpenedFile[];
}

export interface OpenedFile extends ManifestFile {
  /** As it lies in the bundle: gzip. */
  readonly packed: Buffer;
}

/** True when the bytes begin like a bundle, whatever follows. */
export function looksLikeBundle(bytes: Uint8Array): boolean {
  return bytes.length >= MAGIC.length && MAGIC.equals(bytes.subarray(0, MAGIC.length));
}

/**
 * Opens a bundle that one of the trusted keys signed. Nothing is returned unless every byte is as it was signed: a file
 * that is cut, longer, altered anywhere, or signed by somebody else throws AppError with a sentence.
 */
export function openBundle(bytes: Buffer, trusted: readonly KeyObject[]): OpenedBundle {
  if (!looksLikeBundle(bytes)) {
    throw new AppError(
      "damaged-file",
      "This is no Sightglass bundle, or its beginning is damaged. Nothing was changed.",
    );
  }
  if (bytes.length > MAX_BUNDLE_BYTES)
    throw new AppError("damaged-file", "The bundle is larger than 512 MB. Nothing was changed.");
  const { signedEnd, keyId } = measure(bytes);
  const key = trusted.find((it) => keyIdOf(it).equals(keyId));
  if (!key) {
    throw new AppError(
      "damaged-file",
      `The bundle is signed by the key ${fingerprintOf(keyId)}, which is not trusted here. If you know this key, add it under Knowledge, then bring the bundle again.`,
    );
  }
  const signature = bytes.subarray(signedEnd, signedEnd + SIGNATURE_BYTES);
  if (!verify(null, bytes.subarray(0, signedEnd), key, signature)) {
    throw new AppError(
      "damaged-file",
      "The signature does not fit: the bundle was altered or damaged on its way. Copy it again from where it was built. Nothing was changed.",
    );
  }
  const content = readManifest(bytes.subarray(MANIFEST_OFFSET, signedEnd));
  return {
    manifest: content,
    keyId: keyId.toString("hex"),
    files: cutPayloads(bytes, signedEnd + SIGNATURE_BYTES, content),
  };
}

/** The file as its publisher made it. Throws AppError when it does not unpack to what the manifest says. */
export function unpackFile({ packed, bytes, sha256, name }: OpenedFile): Buffer {
  let unpacked: Buffer;
  try {
    unpacked = gunzipSync(packed, { maxOutputLength: Math.max(1, bytes) });
  } catch (cause) {
    throw new AppError("damaged-file", `${name} in the bundle does not unpack.`, { cause });
  }
  if (unpacked.length !== bytes || hexHash(unpacked) !== sha256) {
    throw new AppError("damaged-file", `${name} in the bundle is not what its manifest says.`);
  }
  return unpacked;
}

function measure(bytes: Buffer): { readonly signedEnd: number; readonly keyId: Buffer } {
  if (bytes.length < MANIFEST_OFFSET) throw cut();
  const manifestBytes = bytes.readUInt32BE(LENGTH_OFFSET);
  if (manifestBytes > MAX_MANIFEST_BYTES) {
    throw new AppError(
      "damaged-file",
      "The bundle's table of contents is damaged. Copy it again. Nothing was changed.",
    );
  }
  const signedEnd = MANIFEST_OFFSET + manifestBytes;
  if (bytes.length < signedEnd + SIGNATURE_BYTES) throw cut();
  return { signedEnd, keyId: bytes.subarray(KEY_ID_OFFSET, LENGTH_OFFSET) };
}

function readManifest(text: Buffer): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text.toString("utf8"));
  } catch (cause) {
    throw new AppError("damaged-file", "The bundle's table of contents cannot be read, although its signature fits.", {
      cause,
    });
  }
  const result = manifest.safeParse(json);
  if (result.success) return result.data;
  const [problem] = result.error.issues;
  throw new AppError(
    "damaged-file",
    `The bundle's table of contents is of a form that this version does not know (${problem?.path.join(".")}). Update Sightglass, then bring it again.`,
  );
}

function cutPayloads(bytes: Buffer, begin: number, { files }: Manifest): OpenedFile[] {
  let at = begin;
  const names = new Set<string>();
  const opened = files.map((file): OpenedFile => {
    const key = `${file.feed} ${file.name}`;
    if (names.has(key)) throw new AppError("damaged-file", `The bundle holds ${file.name} twice.`);
    names.add(key);
    const packed = bytes.subarray(at, at + file.packedBytes);
    if (packed.length < file.packedBytes) throw cut();
    if (hexHash(packed) !== file.packedSha256) {
      throw new AppError(
        "damaged-file",
        `${file.name} in the bundle is damaged: its hash differs. Copy the bundle again. Nothing was changed.`,
      );
    }
    at += file.packedBytes;
    return { ...file, packed };
  });
  if (at !== bytes.length) {
    throw new AppError("damaged-file", "Something follows the end of the bundle. Copy it again. Nothing was changed.");
  }
  return opened;
}

function cut(): AppError {
  return new AppError("damaged-file", "The bundle is cut short. Copy it again, whole. Nothing was changed.");
}
