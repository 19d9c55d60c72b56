import { createHash, createPublicKey, createVerify, type KeyObject, verify, X509Certificate } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "@/lib/domain/errors";
import { RESULT_WORDS, SIGNATURE_WORDS } from "@/lib/domain/firmware/firmware-check";
import { print, printJson } from "./output";
import { readInput } from "./read-input";

interface Said {
  readonly product: string;
  readonly version: string;
  readonly vendor?: string | undefined;
  readonly published?: string | undefined;
  readonly publishedAt?: string | undefined;
  readonly note?: string | undefined;
}

/** Ed25519 signs a whole message, which then stands in memory (RFC 8032, 5.1). */
const MAX_WHOLE_BYTES = 1024 ** 3;
const MAX_SIGNATURE_BYTES = 64 * 1024;

/** Computes, compares, checks and records; exit code 1 when the file is not what its vendor published. */
export async function verifyFile(
  path: string,
  said: Said,
  signed: { readonly signature: string; readonly key: string } | null,
  isJson: boolean,
): Promise<number> {
  const [{ systemActor }, { recordCheck }, { newFirmwareCheck }] = await Promise.all([
    import("@/lib/auth/session"),
    import("@/lib/services/firmware/record-check"),
    import("@/lib/contracts/firmware"),
  ]);
  const { size } = await stat(path);
  const checked = signed && (await checkSignature(path, size, signed));
  const sha256 = await hashOf(path);
  const parsed = newFirmwareCheck.safeParse({
    ...{ fileName: basename(path), bytes: size, sha256, product: said.product, version: said.version },
    ...{ vendor: said.vendor, published: said.published, publishedAt: said.publishedAt, note: said.note },
    ...(checked ? { signer: checked.signer } : {}),
  });
  if (!parsed.success) throw new AppError("bad-request", parsed.error.issues[0]?.message ?? "That cannot be recorded.");
  const checkedSignature = checked ? (checked.isValid ? "valid" : "invalid") : null;
  const check = await recordCheck(systemActor, parsed.data, { origin: "command-line", checkedSignature });
  if (isJson) printJson(check);
  else {
    print(`${check.sha256}  ${check.fileName}`);
    print(`${RESULT_WORDS[check.result]}; signature ${SIGNATURE_WORDS[check.signature]}`);
  }
  return check.result === "differs" || check.signature === "invalid" ? 1 : 0;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/** A detached signature over the file: RSA or ECDSA with SHA-256, or Ed25519; raw or base64. */
async function checkSignature(
  path: string,
  size: number,
  { signature, key }: { readonly signature: string; readonly key: string },
): Promise<{ isValid: boolean; signer: string }> {
  const publicKey = readKey(key, await readInput(key));
  const signer = `key SHA-256 ${createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex")}`;
  const bytes = await readInput(signature);
  if (bytes.length === 0 || bytes.length > MAX_SIGNATURE_BYTES) {
    throw new AppError("bad-request", `${signature} is no detached signature: it has ${bytes.length} bytes.`);
  }
  const raw = decoded(bytes);
  if (publicKey.asymmetricKeyType === "ed25519") {
    if (size > MAX_WHOLE_BYTES) {
      throw new AppError("bad-request", `${path} is larger than 1 GB, too large to check an Ed25519 signature of.`);
    }
    return { isValid: verify(null, await readInput(path), publicKey, raw), signer };
  }
  const check = createVerify("sha256");
  for await (const piece of createReadStream(path)) check.update(piece as Buffer);
  return { isValid: check.verify(publicKey, raw), signer };
}

function readKey(path: string, pem: Buffer): KeyObject {
  try {
    const isCertificate = pem.includes("BEGIN CERTIFICATE");
    const key = isCertificate ? new X509Certificate(pem).publicKey : createPublicKey(pem);
    if (["rsa", "rsa-pss", "ec", "ed25519"].includes(key.asymmetricKeyType ?? "")) return key;
  } catch {
    // Said below.
  }
  throw new AppError(
    "bad-request",
    `${path} is no public key or certificate in PEM that a signature can be checked with.`,
  );
}

function decoded(bytes: Buffer): Buffer {
  const text = bytes.toString("latin1").trim();
  return /^[A-Za-z0-9+/\s]+={0,2}$/.test(text) && text.replace(/\s/g, "").length % 4 === 0
    ? Buffer.from(text, "base64")
    : bytes;
}
