import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { AppError } from "@/lib/domain/errors";

/** A new ed25519 pair, PEM each: the private one stays on the machine that builds, the public one goes to every plant. */
export function makeSigningKeys(): { readonly privateKeyPem: string; readonly publicKeyPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }) as string,
  };
}

/** Throws AppError when the text is no ed25519 private key in PEM. */
export function readPrivateKey(pem: string): KeyObject {
  return readKey(pem, createPrivateKey, "private");
}

/** Throws AppError when the text is no ed25519 public key in PEM; a private key is refused, too. */
export function readPublicKey(pem: string): KeyObject {
  if (pem.includes("PRIVATE KEY")) {
    throw new AppError("bad-request", "This is a private key. It has no place here: give the public one.");
  }
  return readKey(pem, createPublicKey, "public");
}

function readKey(pem: string, read: (pem: string) => KeyObject, kind: string): KeyObject {
  let key: KeyObject;
  try {
    key = read(pem);
  } catch (cause) {
    throw new AppError("bad-request", `This is no ${kind} key in PEM form.`, { cause });
  }
  if (key.asymmetricKeyType !== "ed25519") {
    throw new AppError(
      "bad-request",
      `This is a key for ${key.asymmetricKeyType ?? "something else"}; bundles are signed with ed25519.`,
    );
  }
  return key;
}

/** SHA-256 of the public key as SubjectPublicKeyInfo in DER. */
export function keyIdOf(key: KeyObject): Buffer {
  const publicKey = key.type === "public" ? key : createPublicKey(key);
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest();
}

/** As people compare it over the telephone: "3f2a 91bc …", the first 16 bytes. */
export function fingerprintOf(keyId: Uint8Array): string {
  return Buffer.from(keyId.subarray(0, 16)).toString("hex").match(/.{4}/g)?.join(" ") ?? "";
}
