import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { type BundleSource, buildBundle } from "./build-bundle";
import { MANIFEST_OFFSET } from "./bundle-layout";
import { openBundle, unpackFile } from "./open-bundle";
import { fingerprintOf, keyIdOf, makeSigningKeys, readPrivateKey, readPublicKey } from "./signing-key";

const keys = makeSigningKeys();
const privateKey = readPrivateKey(keys.privateKeyPem);
const publicKey = readPublicKey(keys.publicKeyPem);

const HEAD = { sequence: 7, createdAt: "2026-11-20T08:00:00Z", note: "" };

function file(name: string, text: string, feed: BundleSource["feed"] = "csaf"): BundleSource {
  return { feed, name, datedAt: null, source: "here", bytes: Buffer.from(text) };
}

const SOURCES = [
  file("b.json", '{"b":1}'),
  file("a.json", '{"a":1}'),
  file("kev.json", '{"vulnerabilities":[]}', "kev"),
];

describe("a bundle", () => {
  it("opens to the files that were put in", () => {
    const { manifest, files } = openBundle(buildBundle(HEAD, SOURCES, privateKey), [publicKey]);
    expect(manifest.sequence).toBe(7);
    expect(files.map((it) => [it.feed, it.name, unpackFile(it).toString()])).toEqual([
      ["csaf", "a.json", '{"a":1}'],
      ["csaf", "b.json", '{"b":1}'],
      ["kev", "kev.json", '{"vulnerabilities":[]}'],
    ]);
  });

  it("is the same for the same files in any order", () => {
    const again = buildBundle(HEAD, [...SOURCES].reverse(), privateKey);
    expect(again.equals(buildBundle(HEAD, SOURCES, privateKey))).toBe(true);
  });

  it("is refused when any single byte of it is flipped", () => {
    const bundle = buildBundle(HEAD, SOURCES, privateKey);
    for (let at = 0; at < bundle.length; at++) {
      for (const flip of [0x01, 0x80]) {
        const altered = Buffer.from(bundle);
        altered[at] = (altered[at] as number) ^ flip;
        expect(() => openBundle(altered, [publicKey]), `byte ${at}`).toThrow(AppError);
      }
    }
  });

  it("is refused when it is cut at any place, or longer", () => {
    const bundle = buildBundle(HEAD, SOURCES, privateKey);
    for (let end = 0; end < bundle.length; end++) {
      expect(() => openBundle(bundle.subarray(0, end), [publicKey]), `cut at ${end}`).toThrow(AppError);
    }
    expect(() => openBundle(Buffer.concat([bundle, Buffer.from([0])]), [publicKey])).toThrow("follows the end");
  });

  it("is refused when somebody else signed it, with the fingerprint of that key", () => {
    const other = readPublicKey(makeSigningKeys().publicKeyPem);
    const attempt = () => openBundle(buildBundle(HEAD, SOURCES, privateKey), [other]);
    expect(attempt).toThrow("not trusted here");
    expect(attempt).toThrow(fingerprintOf(keyIdOf(publicKey)));
  });

  it("with a key id of a trusted key but another's signature is refused", () => {
    const stranger = readPrivateKey(makeSigningKeys().privateKeyPem);
    const forged = buildBundle(HEAD, SOURCES, stranger);
    keyIdOf(publicKey).copy(forged, MANIFEST_OFFSET - 36);
    expect(() => openBundle(forged, [publicKey])).toThrow("signature does not fit");
  });

  it("cannot hold two documents of one name, nor names that look like paths", () => {
    expect(() => buildBundle(HEAD, [file("a.json", "1"), file("a.json", "2")], privateKey)).toThrow("called a.json");
    for (const name of ["../etc/passwd", "a/b.json", "", "\u0000", "x".repeat(301), `${"(".repeat(200)} `, "a\nb"]) {
      expect(() => buildBundle(HEAD, [file(name, "1")], privateKey), JSON.stringify(name)).toThrow(AppError);
    }
  });

  it("unpacks no more than its manifest allows", () => {
    const [opened] = openBundle(buildBundle(HEAD, [file("zeros.json", "0".repeat(1_000_000))], privateKey), [
      publicKey,
    ]).files;
    if (!opened) throw new Error("no file");
    expect(() => unpackFile({ ...opened, bytes: 1_000 })).toThrow("does not unpack");
    expect(() => unpackFile({ ...opened, sha256: createHash("sha256").digest("hex") })).toThrow(
      "not what its manifest",
    );
  });
});

describe("a signing key", () => {
  it("is refused where it does not belong", () => {
    expect(() => readPublicKey(keys.privateKeyPem)).toThrow("private key");
    expect(() => readPublicKey("hello")).toThrow("no public key");
    expect(() => readPrivateKey(keys.publicKeyPem)).toThrow("no private key");
  });
});
