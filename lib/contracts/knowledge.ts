import { z } from "zod";
import { FINDING_VERDICTS } from "@/lib/domain/finding/finding";
import { FEED_KINDS } from "@/lib/domain/knowledge/feed";
import { isoTime } from "./primitives";

const hash = z.string().regex(/^[0-9a-f]{64}$/, "has to be a SHA-256 in lower-case hex");
export const feedKind = z.enum(FEED_KINDS);

export const knowledgeKey = z.object({
  id: hash,
  name: z.string(),
  /** First 16 bytes of the id in groups, to be compared by people. */
  fingerprint: z.string(),
  createdAt: isoTime,
  createdBy: z.string(),
  revokedAt: isoTime.nullable(),
  revokedBy: z.string().nullable(),
});
export type KnowledgeKeyDto = z.infer<typeof knowledgeKey>;

export const trustKey = z.object({
  name: z.string().trim().min(1, "Give the key a name.").max(80),
  publicKeyPem: z.string().trim().min(1).max(2_000),
});
export const keyParams = z.object({ id: hash });

/** What reading one feed of a release found. */
export const feedReport = z.object({
  feed: feedKind,
  files: z.number().int(),
  records: z.number().int(),
  /** Sentences about what could not be read or was odd, each once with its count. */
  problems: z.array(z.object({ what: z.string(), count: z.number().int(), example: z.string().nullable() })),
});
export type FeedReport = z.infer<typeof feedReport>;

export const knowledgeRelease = z.object({
  id: z.number().int(),
  origin: z.enum(["bundle", "files"]),
  sequence: z.number().int(),
  /** Fingerprint of the key that signed it. */
  signedBy: z.string().nullable(),
  note: z.string(),
  builtAt: isoTime.nullable(),
  createdAt: isoTime,
  actor: z.string(),
  state: z.enum(["waiting", "applying", "applied", "failed"]),
  message: z.string().nullable(),
  isCurrent: z.boolean(),
  files: z.number().int(),
});
export type KnowledgeReleaseDto = z.infer<typeof knowledgeRelease>;

export const feedState = z.object({
  feed: feedKind,
  title: z.string(),
  use: z.string(),
  files: z.number().int(),
  /** When its publisher says it was made; null when unknown. */
  datedAt: isoTime.nullable(),
  addedAt: isoTime.nullable(),
  isStale: z.boolean(),
});
export type FeedState = z.infer<typeof feedState>;

export const knowledge = z.object({
  feeds: z.array(feedState),
  releases: z.array(knowledgeRelease),
  /** Older ones that are not listed. */
  releasesOmitted: z.number().int(),
  keys: z.array(knowledgeKey),
  report: z.array(feedReport),
});
export type KnowledgeDto = z.infer<typeof knowledge>;

/** A file of a feed that arrived and was recognised; it holds once a release lists it. */
export const receivedFeedFile = z.object({
  sha256: hash,
  feed: feedKind,
  name: z.string(),
  datedAt: isoTime.nullable(),
  /** True when the current release has exactly this file. */
  isKnown: z.boolean(),
});
export type ReceivedFeedFile = z.infer<typeof receivedFeedFile>;

export const feedFileQuery = z.object({ name: z.string().trim().min(1).max(300) });

export const newRelease = z.object({
  files: z
    .array(z.object({ sha256: hash, feed: feedKind, name: z.string().min(1).max(300), datedAt: isoTime.nullable() }))
    .max(20_000)
    .default([]),
  /** Files to take out of the current release. */
  without: z
    .array(z.object({ feed: feedKind, name: z.string().min(1).max(300) }))
    .max(20_000)
    .default([]),
  note: z.string().trim().max(500).default(""),
});
export const releaseParams = z.object({ id: z.coerce.number().int().positive() });

/** How many changes a page holds. */
export const CHANGES_PAGE_SIZE = 200;

export const knowledgeChangesQuery = z.strictObject({
  /** How many to leave out: `next` of the page before. */
  from: z.coerce.number().int().min(0).max(10_000_000).default(0),
});

/** GET /api/v1/knowledge/changes – what the release that holds changed for devices, page by page, with counts of all. */
export const knowledgeChanges = z.object({
  releaseId: z.number().int().nullable(),
  counts: z.object({
    devices: z.number().int(),
    /** Findings that are new, that went, and whose verdict, question, vulnerabilities or fix turned. */
    came: z.number().int(),
    went: z.number().int(),
    turned: z.number().int(),
  }),
  items: z.array(
    z.object({
      deviceId: z.uuid(),
      deviceName: z.string().nullable(),
      key: z.string(),
      title: z.string(),
      before: z.enum(FINDING_VERDICTS).nullable(),
      after: z.enum(FINDING_VERDICTS).nullable(),
      because: z.string(),
    }),
  ),
  /** `from` of the next page; null on the last. */
  next: z.number().int().nullable(),
});
export type KnowledgeChangesDto = z.infer<typeof knowledgeChanges>;

/** GET /api/v1/knowledge/sources – addresses that feeds are fetched from; none by default. */
export const feedSource = z.object({
  id: z.uuid(),
  feed: feedKind,
  address: z.string(),
  intervalHours: z.number().int(),
  createdAt: isoTime,
  createdBy: z.string(),
  triedAt: isoTime.nullable(),
  /** When something new came last. */
  changedAt: isoTime.nullable(),
  result: z.enum(["waiting", "new", "unchanged", "failed"]),
  /** What came of it, in a sentence. */
  message: z.string(),
  nextAt: isoTime,
});
export type FeedSourceDto = z.infer<typeof feedSource>;
export const feedSources = z.object({ sources: z.array(feedSource) });
export const newFeedSource = z.strictObject({
  feed: feedKind,
  address: z.string().trim().min(1, "Give an address.").max(1_000),
  intervalHours: z.number().int().min(1, "Give at least one hour.").max(720, "Give at most 720 hours."),
});
export const feedSourceParams = z.object({ id: z.uuid() });
