/**
 * How a knowledge bundle lies in its file. Every byte of it is covered: by the signature up to the manifest's end, by
 * the hashes in the manifest behind it, and the file ends where the last payload ends.
 *
 *   0   20  magic, with the format's version
 *   20  32  key id: SHA-256 of the signer's public key (SubjectPublicKeyInfo, DER)
 *   52   4  length of the manifest, bytes, big-endian
 *   56   n  manifest, JSON in UTF-8
 *   +n  64  ed25519 signature over everything before it
 *   then    the payloads, gzip each, in the manifest's order, without gaps
 */
export const MAGIC = Buffer.from("SIGHTGLASS-BUNDLE/1\n", "latin1");
export const KEY_ID_OFFSET = MAGIC.length;
export const KEY_ID_BYTES = 32;
export const LENGTH_OFFSET = KEY_ID_OFFSET + KEY_ID_BYTES;
export const MANIFEST_OFFSET = LENGTH_OFFSET + 4;
export const SIGNATURE_BYTES = 64;

/** Larger ones are refused before anything of them is read. Today's public OT feeds together make about 40 MB. */
export const MAX_BUNDLE_BYTES = 512 * 1024 ** 2;
export const MAX_MANIFEST_BYTES = 32 * 1024 ** 2;
export const MAX_FILES = 200_000;
/** One file, unpacked. */
export const MAX_FILE_BYTES = 512 * 1024 ** 2;
