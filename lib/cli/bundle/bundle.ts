import { AppError } from "@/lib/domain/errors";
import { countOf } from "@/lib/domain/say-count";
import type { Command, Platform } from "../command";
import { UsageError } from "../command";
import { print, printJson, tell } from "../output";
import { parseOnlyOptions, parseOptions } from "../parse-options";
import { readInput } from "../read-input";
import { withDatabase, withInstallation } from "../with-database";

export const bundle: Command = {
  help: `Usage: sightglass bundle keys --out NAME
       sightglass bundle build --key NAME.key --sequence N --out FILE [--note TEXT] [SOURCE…]
       sightglass bundle check --key NAME.pub FILE
       sightglass bundle trust --name NAME FILE.pub
       sightglass bundle apply [--json] FILE

A bundle is one signed file with all that is publicly known of weaknesses: made on a connected machine, carried to the
plant, taken there whole or not at all.

  keys     makes a pair: NAME.key signs and stays where it is, NAME.pub goes to every plant
  build    collects the sources and signs them. A SOURCE is a file, a folder or an address; FEED=SOURCE takes only that
           feed from it. An address that ends with /index.txt stands for the documents that it lists, one with {id}
           (also {year}, {thousands}) is asked for each CVE that the documents name. Without sources, the public feeds
           are fetched: CISA's OT advisories, KEV, EPSS, CVE records with SSVC, ATT&CK for ICS, IEEE's OUI list
  check    says what a bundle holds, if it is whole and signed by that key
  trust    lets this installation take bundles of that key
  apply    takes a bundle and makes it what holds. An older one than that which holds is refused

  --out        keys: where the pair is written; build: the bundle's file
  --key        build: the key that signs; check: the key that must have signed
  --sequence   build: a whole number, larger than that of the last bundle
  --note       build: what else is to be known
  --name       trust: whose key it is
  --json       apply: the outcome as JSON`,

  async run(args, platform) {
    const [verb, ...rest] = args;
    if (verb === "keys") return makeKeys(rest);
    if (verb === "build") return build(rest);
    if (verb === "check") return check(rest);
    if (verb === "trust") return trust(rest, platform);
    if (verb === "apply") return apply(rest, platform);
    throw new UsageError("bundle takes keys, build, check, trust or apply");
  },
};

async function makeKeys(args: readonly string[]): Promise<number> {
  const values = parseOnlyOptions("bundle keys", args, { out: { type: "string" } });
  if (values.out === undefined) throw new UsageError("bundle keys needs --out NAME");
  const { writeFile } = await import("node:fs/promises");
  const { fingerprintOf, keyIdOf, makeSigningKeys, readPublicKey } = await import("@/lib/bundle/signing-key");
  const { privateKeyPem, publicKeyPem } = makeSigningKeys();
  // "wx": a key that bundles were signed with must never be overwritten by a slip.
  await writeFile(`${values.out}.key`, privateKeyPem, { mode: 0o600, flag: "wx" }).catch((cause) => {
    throw new AppError("conflict", `${values.out}.key cannot be written, or is there already. Nothing was changed.`, {
      cause,
    });
  });
  await writeFile(`${values.out}.pub`, publicKeyPem);
  print(`Wrote ${values.out}.key (keep it secret) and ${values.out}.pub.`);
  print(`Fingerprint: ${fingerprintOf(keyIdOf(readPublicKey(publicKeyPem)))}`);
  return 0;
}

async function build(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, {
    key: { type: "string" },
    sequence: { type: "string" },
    out: { type: "string" },
    note: { type: "string" },
  });
  const sequence = Number(values.sequence);
  if (values.key === undefined) throw new UsageError("bundle build needs --key FILE");
  if (values.out === undefined) throw new UsageError("bundle build needs --out FILE");
  if (!Number.isSafeInteger(sequence) || sequence < 1) {
    throw new UsageError("bundle build needs --sequence N, a number larger than that of the last bundle");
  }
  const { writeFile } = await import("node:fs/promises");
  const { readPrivateKey } = await import("@/lib/bundle/signing-key");
  const { buildBundle } = await import("@/lib/bundle/build-bundle");
  const { collectSources } = await import("./collect-sources");
  const { PUBLIC_FEEDS } = await import("./public-feeds");
  const key = readPrivateKey((await readInput(values.key)).toString("utf8"));
  const named = positionals.length > 0 ? positionals : PUBLIC_FEEDS.map((it) => `${it.feed}=${it.address}`);
  const { sources, skipped } = await collectSources(named);
  for (const sentence of skipped) tell(`sightglass: left out ${sentence}`);
  if (sources.length === 0) {
    tell("sightglass: none of the sources holds a feed.");
    return 1;
  }
  const head = { sequence, createdAt: new Date().toISOString(), note: values.note ?? "" };
  const bytes = buildBundle(head, sources, key);
  await writeFile(values.out, bytes);
  print(
    `Wrote ${values.out}: bundle ${sequence}, ${countOf(sources.length, "file")}, ${countOf(bytes.length, "byte")}.`,
  );
  return 0;
}

async function check(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, { key: { type: "string" } });
  const [path, ...more] = positionals;
  if (values.key === undefined || path === undefined || more.length > 0)
    throw new UsageError("bundle check needs --key FILE.pub and one bundle");
  const { openBundle, unpackFile } = await import("@/lib/bundle/open-bundle");
  const { readPublicKey } = await import("@/lib/bundle/signing-key");
  const publicKey = readPublicKey((await readInput(values.key)).toString("utf8"));
  const { manifest, files } = openBundle(await readInput(path), [publicKey]);
  for (const file of files) unpackFile(file);
  print(
    `Bundle ${manifest.sequence} of ${manifest.createdAt}, whole and signed by this key. ${manifest.note}`.trimEnd(),
  );
  for (const feed of new Set(files.map((file) => file.feed))) {
    print(`  ${feed}: ${files.filter((file) => file.feed === feed).length} files`);
  }
  return 0;
}

async function trust(args: readonly string[], platform: Platform): Promise<number> {
  const { values, positionals } = parseOptions(args, { name: { type: "string" } });
  const [path, ...more] = positionals;
  if (values.name === undefined || path === undefined || more.length > 0)
    throw new UsageError("bundle trust needs --name NAME and one FILE.pub");
  const input = { name: values.name, publicKeyPem: (await readInput(path)).toString("utf8") };
  return withDatabase(platform, async () => {
    const { systemActor } = await import("@/lib/auth/session");
    const { trustKey } = await import("@/lib/services/knowledge/trust-key");
    const key = await trustKey(systemActor, input);
    print(`Bundles of ${key.name} (${key.fingerprint}) are taken from now on.`);
    return 0;
  });
}

async function apply(args: readonly string[], platform: Platform): Promise<number> {
  const { values, positionals } = parseOptions(args, { json: { type: "boolean" } });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("bundle apply needs one bundle");
  const bytes = await readInput(path);
  return withInstallation(platform, async () => {
    const { systemActor } = await import("@/lib/auth/session");
    const { takeBundle } = await import("@/lib/services/knowledge/take-bundle");
    const { applyRelease } = await import("@/lib/services/knowledge/apply-release");
    const release = await takeBundle(systemActor, bytes);
    const outcome = await applyRelease(release.id);
    if (values.json) printJson({ release, outcome });
    else print(`Bundle ${release.sequence} holds now with ${countOf(release.files, "file")}.`);
    return 0;
  });
}
