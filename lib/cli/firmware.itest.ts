import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hearOutput, platform } from "@/lib/testing/command-line";
import { main } from "./main";

const folder = mkdtempSync(join(tmpdir(), "sightglass-firmware-"));
const write = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const CONTENT = Buffer.from("an invented firmware");
const HASH = createHash("sha256").update(CONTENT).digest("hex");
const FILE = write("gx-200.bin", CONTENT);
const FOR = ["--product", "GX-200", "--version", "2.9"];
const pemOf = (key: KeyObject) => key.export({ type: "spki", format: "pem" }) as string;

const said = hearOutput();
afterAll(() => rmSync(folder, { recursive: true }));

const verify = (...more: string[]) => main(["firmware", "verify", FILE, ...FOR, "--json", ...more], platform);

describe("sightglass firmware", () => {
  it("compares a file with the published hash, ends with 1 where they differ, and records both", async () => {
    expect(await verify("--published", `${HASH}  gx-200.bin`)).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ sha256: HASH, result: "matched", bytes: 20, origin: "command-line" });
    said.out = "";
    expect(
      await verify(
        "--published",
        HASH.replace(/^./, (it) => (it === "0" ? "1" : "0")),
      ),
    ).toBe(1);
    said.out = "";
    expect(await main(["firmware", "files", "--json"], platform)).toBe(0);
    expect(JSON.parse(said.out).files.map((it: { result: string }) => it.result)).toEqual(["differs", "matched"]);
  });

  it("checks a detached signature with the vendor's key: Ed25519, RSA and ECDSA, raw or base64", async () => {
    const ed = generateKeyPairSync("ed25519");
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const edSignature = sign(null, CONTENT, ed.privateKey);
    const signed: [string, KeyObject, Buffer | string][] = [
      ["ed", ed.publicKey, edSignature],
      ["rsa", rsa.publicKey, sign("sha256", CONTENT, rsa.privateKey)],
      ["ec", ec.publicKey, `${sign("sha256", CONTENT, ec.privateKey).toString("base64")}\n`],
    ];
    for (const [name, key, signature] of signed) {
      said.out = "";
      const paths = [write(`${name}.sig`, signature), write(`${name}.pem`, pemOf(key))] as const;
      expect(await verify("--signature", paths[0], "--key", paths[1]), name).toBe(0);
      expect(JSON.parse(said.out)).toMatchObject({ signature: "valid" });
    }
    said.out = "";
    const foreign = write("foreign.pem", pemOf(generateKeyPairSync("ed25519").publicKey));
    expect(await verify("--signature", write("ed.sig", edSignature), "--key", foreign)).toBe(1);
    expect(JSON.parse(said.out)).toMatchObject({ signature: "invalid", result: "not-compared" });
  });

  it("refuses what it cannot check with a sentence, and records nothing", async () => {
    const count = async () => {
      said.out = "";
      await main(["firmware", "files", "--json"], platform);
      return JSON.parse(said.out).files.length;
    };
    const before = await count();
    expect(await main(["firmware", "verify", FILE], platform)).toBe(2);
    expect(await verify("--signature", FILE)).toBe(2);
    expect(await verify("--signature", FILE, "--key", FILE)).toBe(1);
    expect(await verify("--published", "abc")).toBe(1);
    expect(await main(["firmware", "verify", join(folder, "none.bin"), ...FOR], platform)).toBe(1);
    expect(await count()).toBe(before);
  });

  it("lists products without any device as none", async () => {
    expect(await main(["firmware", "list", "--json"], platform)).toBe(0);
    expect(JSON.parse(said.out)).toEqual({ products: [] });
  });
});
