import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "@/lib/auth/session";
import { buildBundle } from "@/lib/bundle/build-bundle";
import { makeSigningKeys, readPrivateKey } from "@/lib/bundle/signing-key";
import { closeDatabase } from "@/lib/db/client";
import { closeQueue } from "@/lib/jobs/enqueue";
import { applyRelease } from "./apply-release";
import { createRelease } from "./create-release";
import { getKnowledge } from "./get-knowledge";
import { revokeKey } from "./revoke-key";
import { switchRelease } from "./switch-release";
import { takeBundle } from "./take-bundle";
import { takeFeedFile } from "./take-feed-file";
import { trustKey } from "./trust-key";

const keys = makeSigningKeys();
const privateKey = readPrivateKey(keys.privateKeyPem);

function kev(version: string): Buffer {
  return Buffer.from(
    JSON.stringify({ catalogVersion: version, dateReleased: `${version}T00:00:00Z`, vulnerabilities: [] }),
  );
}

function csaf(id: string): Buffer {
  const tracking = { id, current_release_date: "2026-01-01T00:00:00Z" };
  return Buffer.from(JSON.stringify({ document: { category: "csaf_security_advisory", tracking } }));
}

function bundle(sequence: number, advisories: readonly string[]): Buffer {
  const sources = [
    { feed: "kev" as const, name: "known_exploited_vulnerabilities.json", bytes: kev(`2026-01-0${sequence}`) },
    ...advisories.map((id) => ({ feed: "csaf" as const, name: `${id}.json`, bytes: csaf(id) })),
  ].map((it) => ({ ...it, datedAt: "2026-01-01T00:00:00Z", source: "test" }));
  return buildBundle({ sequence, createdAt: "2026-01-05T00:00:00Z", note: "" }, sources, privateKey);
}

async function holds(): Promise<{ release: number | undefined; csaf: number; kevDate: string | null }> {
  const { feeds, releases } = await getKnowledge(systemActor);
  return {
    release: releases.find((it) => it.isCurrent)?.id,
    csaf: feeds.find((it) => it.feed === "csaf")?.files ?? 0,
    kevDate: feeds.find((it) => it.feed === "kev")?.datedAt ?? null,
  };
}

async function take(bytes: Buffer): Promise<number> {
  const { id } = await takeBundle(systemActor, bytes);
  expect(await applyRelease(id)).toMatchObject({ state: "applied" });
  return id;
}

let keyId: string;

beforeAll(async () => {
  await expect(takeBundle(systemActor, bundle(1, ["EX-1"]))).rejects.toThrow("not trusted here");
  keyId = (await trustKey(systemActor, { name: "Head office", publicKeyPem: keys.publicKeyPem })).id;
});

afterAll(async () => {
  await closeQueue();
  await closeDatabase();
});

describe("knowledge comes in by bundles", () => {
  it("that are taken whole, in growing order, and refused otherwise with what holds left alone", async () => {
    const first = await take(bundle(3, ["EX-1", "EX-2"]));
    expect(await holds()).toMatchObject({ release: first, csaf: 2 });

    const tampered = bundle(4, ["EX-3"]);
    tampered[tampered.length - 5] = (tampered.at(-5) as number) ^ 1;
    await expect(takeBundle(systemActor, tampered)).rejects.toThrow("damaged");
    await expect(takeBundle(systemActor, bundle(4, ["EX-3"]).subarray(0, -9))).rejects.toThrow("cut short");
    await expect(takeBundle(systemActor, bundle(2, ["EX-3"]))).rejects.toThrow("older than bundle 3");
    await expect(takeBundle(systemActor, bundle(3, ["EX-3"]))).rejects.toThrow("what holds now");
    expect(await holds()).toMatchObject({ release: first, csaf: 2 });
  });

  it("keeps files that people brought by themselves, until a bundle has one of that name", async () => {
    const own = await takeFeedFile(systemActor, "own.json", csaf("OWN-1"));
    expect(own).toMatchObject({ feed: "csaf", name: "OWN-1.json", isKnown: false });
    const { id } = await createRelease(systemActor, { files: [own], without: [], note: "" });
    await applyRelease(id);
    expect((await takeFeedFile(systemActor, "own.json", csaf("OWN-1"))).isKnown).toBe(true);
    expect(await holds()).toMatchObject({ csaf: 3 });
    await take(bundle(5, ["EX-2"]));
    expect(await holds()).toMatchObject({ csaf: 2 });
    await take(bundle(6, ["OWN-1"]));
    expect(await holds()).toMatchObject({ csaf: 1 });
  });

  it("goes back to any earlier release, and forward again", async () => {
    const before = await holds();
    const { releases } = await getKnowledge(systemActor);
    const first = releases.at(-1)?.id as number;
    await switchRelease(systemActor, first);
    await applyRelease(first);
    expect(await holds()).toMatchObject({ release: first, csaf: 2 });
    await switchRelease(systemActor, before.release as number);
    await applyRelease(before.release as number);
    expect(await holds()).toEqual(before);
  });

  it("refuses bundles of a key that is not trusted any more", async () => {
    await revokeKey(systemActor, keyId);
    await expect(takeBundle(systemActor, bundle(9, ["EX-9"]))).rejects.toThrow("not trusted here");
  });
});
