import { beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { readSourceFile } from "@/lib/ingest/read-source";
import { macVendor } from "@/lib/reference/mac-vendor";
import { corpusFiles, corpusPath, corpusTruth, hasCorpus } from "@/lib/testing/corpus";
import type { Inventory } from "../device/device";
import type { Evidence } from "../observation";
import { resolve } from "./resolve";

interface Truth {
  readonly hosts: readonly { readonly ip: string; readonly status: string; readonly macs?: readonly string[] }[];
}

interface Read {
  readonly name: string;
  readonly truth: Truth;
  readonly evidence: readonly Evidence[];
  readonly inventory: Inventory;
}

const READING_MS = 300_000;

describe.skipIf(!hasCorpus)("on real captures", () => {
  const read: Read[] = [];

  beforeAll(async () => {
    for (const name of corpusFiles("captures")) {
      try {
        const { result, fileSha256 } = await readSourceFile(corpusPath("captures", name));
        const origin = { realm: "plant", fileSha256, fileName: name, format: result.format };
        const evidence = result.observations.map((observation) => ({ observation, origin }));
        const truth = corpusTruth<Truth>(".", name);
        read.push({ name, truth, evidence, inventory: resolve(evidence, [], { nowUs: 0, macVendor }) });
      } catch (error) {
        // A link type that nobody reads is said, not guessed at.
        if (!(error instanceof AppError)) throw error;
      }
    }
  }, READING_MS);

  it("binds at least 98 % of the addresses that are provably on the wire to their own card", () => {
    const judged = read.flatMap(({ name, truth, inventory }) => {
      const macs = new Map(inventory.hosts.map((it) => [it.ip, it.macs]));
      return truth.hosts
        .filter((it) => it.status === "on-link" && (it.macs?.length ?? 0) > 0)
        .map(({ ip, macs: own = [] }) => ({ name, ip, isBound: own.some((mac) => macs.get(ip)?.includes(mac)) }));
    });
    expect(judged.length).toBeGreaterThan(150);
    const missed = judged.filter((it) => !it.isBound);
    expect(missed.length / judged.length, JSON.stringify(missed)).toBeLessThanOrEqual(0.02);
  });

  it("never binds an address behind a router to a card, in hosts or in devices", () => {
    const wrong = read.flatMap(({ name, truth, inventory }) => {
      const behind = truth.hosts.filter((it) => it.status === "behind-router");
      const bound = new Set(inventory.hosts.filter((it) => it.macs.length > 0).map((it) => it.ip));
      const carded = new Set(
        inventory.devices.flatMap((device) =>
          device.interfaces.filter((it) => it.mac !== null).flatMap((it) => it.addresses.map(({ ip }) => ip)),
        ),
      );
      return behind.filter(({ ip }) => bound.has(ip) || carded.has(ip)).map(({ ip }) => `${name} ${ip}`);
    });
    expect(wrong).toEqual([]);
  });

  it("makes no device of an address that never sent a frame", () => {
    const wrong = read.flatMap(({ name, truth, inventory }) => {
      const silent = new Set(truth.hosts.filter((it) => it.status === "dest-only").map((it) => it.ip));
      return inventory.devices
        .flatMap((device) => device.interfaces.flatMap((it) => it.addresses.map(({ ip }) => ip)))
        .filter((ip) => silent.has(ip))
        .map((ip) => `${name} ${ip}`);
    });
    expect(wrong).toEqual([]);
  });

  it(
    "gives the same inventory of all of them together, in whatever order they are imported",
    () => {
      const all = (order: readonly Read[]) =>
        JSON.stringify(
          resolve(
            order.flatMap((it) => it.evidence),
            [],
            { nowUs: 0, macVendor },
          ),
        );
      const small = read.filter((it) => it.evidence.length < 2000);
      expect(small.length).toBeGreaterThan(20);
      expect(all(small.toReversed()) === all(small)).toBe(true);
    },
    READING_MS,
  );
});
