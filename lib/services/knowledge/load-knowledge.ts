import "server-only";
import { gunzipSync } from "node:zlib";
import { loadKnowledgeFiles } from "@/lib/db/knowledge/knowledge-file";
import { currentReleaseId, type KnowledgeEntryRow, loadKnowledgeEntries } from "@/lib/db/knowledge/knowledge-release";
import type { Sql } from "@/lib/db/sql";
import type { AdvisoryKnowledge } from "@/lib/domain/finding/build-findings";
import { createLifecycleMatcher, type LifecycleMatcher } from "@/lib/domain/lifecycle/match-lifecycle";
import type { SoftwareIndex } from "@/lib/domain/software/software-index";
import { createVexMatcher, type VexMatcher } from "@/lib/domain/vex/vex-matcher";
import { buildAdvisoryIndex } from "@/lib/domain/vulnerability/advisory-index";
import { factsOf } from "@/lib/domain/vulnerability/cve-facts";
import { cvssBaseScore } from "@/lib/domain/vulnerability/cvss";
import { createMatcher, type Matcher } from "@/lib/domain/vulnerability/match-device";
import { type FeedFile, type PublicKnowledge, readRelease } from "@/lib/knowledge/read-release";
import { loadSoftware } from "../software/load-software";

/** A release, read and indexed: what devices are matched against. */
export interface Knowledge extends PublicKnowledge, AdvisoryKnowledge {
  readonly releaseId: number;
  readonly matcher: Matcher;
  readonly lifecycleMatcher: LifecycleMatcher;
  /** Exploitability statements (VEX). */
  readonly statements: VexMatcher;
  /** The bills of materials that are here now. */
  readonly software: SoftwareIndex;
}

const FILES_AT_ONCE = 200;

/** A process keeps the release that it used last: reading one takes about a second. */
const HOLDER = globalThis as typeof globalThis & { sightglassKnowledge?: Knowledge };

/** The release that holds for this transaction; null when there is none yet. */
export async function loadKnowledge(tx: Sql): Promise<Knowledge | null> {
  const id = await currentReleaseId(tx);
  return id === null ? null : loadRelease(tx, id);
}

/** A release with the bills of materials that are here now. */
export async function loadRelease(tx: Sql, id: number): Promise<Knowledge> {
  const held = HOLDER.sightglassKnowledge;
  const release = held?.releaseId === id ? held : await readKept(tx, id);
  HOLDER.sightglassKnowledge = { ...release, software: await loadSoftware(tx, release.affected) };
  return HOLDER.sightglassKnowledge;
}

/** Content of a release's files, unpacked. */
export async function loadFeedFiles(tx: Sql, entries: readonly KnowledgeEntryRow[]): Promise<FeedFile[]> {
  const files: FeedFile[] = [];
  for (let at = 0; at < entries.length; at += FILES_AT_ONCE) {
    const some = entries.slice(at, at + FILES_AT_ONCE);
    const contents = await loadKnowledgeFiles(
      some.map(({ sha256 }) => sha256),
      tx,
    );
    const bytes = new Map(contents.map((file) => [file.sha256, file.packed]));
    for (const { feed, name, sha256 } of some) {
      const packed = bytes.get(sha256);
      if (packed) files.push({ feed, name, sha256, bytes: gunzipSync(packed) });
    }
  }
  return files;
}

async function readKept(tx: Sql, id: number): Promise<Omit<Knowledge, "software">> {
  const files = await loadFeedFiles(tx, await loadKnowledgeEntries(id, tx));
  const read = readRelease(files);
  const scores = new Map<string, number | null>();
  return {
    ...read,
    releaseId: id,
    lifecycleMatcher: createLifecycleMatcher(read.lifecycle),
    matcher: createMatcher(buildAdvisoryIndex([...read.advisories.values()].map(({ advisory }) => advisory))),
    statements: createVexMatcher(read.vex),
    title: (advisory) => read.advisories.get(advisory)?.advisory.title ?? advisory,
    vulnerabilities: (advisory) => read.advisories.get(advisory)?.advisory.vulnerabilities ?? [],
    factsOf: (cve) => factsOf(cve, read.facts),
    scoreOf: (vector) => {
      let score = scores.get(vector);
      if (score === undefined) {
        score = cvssBaseScore(vector);
        scores.set(vector, score);
      }
      return score;
    },
  };
}
