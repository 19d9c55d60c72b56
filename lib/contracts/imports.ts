import { z } from "zod";
import { FILE_STATES, IMPORT_LOSSES, IMPORT_STATES } from "@/lib/domain/import/import-state";
import { LEDGER_OUTCOMES } from "@/lib/domain/import/ledger";
import { isoTime, ordinal, pageOf } from "./primitives";
import { keepMode } from "./settings";
import { siteScope } from "./site-scope";

/**
 * An import is made, its files are uploaded in pieces, then it is started:
 *   POST /api/v1/imports → id
 *   PUT  /api/v1/imports/{id}/files/{n}?offset=  raw bytes of one piece (any size up to the whole file), headers
 *        content-length and x-content-sha256 (of this piece); answers {receivedBytes}. Resume at receivedBytes.
 *   POST /api/v1/imports/{id}/start
 */

export const createImport = z.strictObject({
  site: z.string().trim().min(1).max(80),
  realm: z.string().trim().min(1).max(80),
  sensor: z.string().trim().max(80).nullable().default(null),
  /** How much of the files is kept, so that facts can show their packets; absent or null = as the setting says. */
  keepMode: keepMode.nullish(),
  files: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(1024),
        bytes: z.number().int().nonnegative(),
        /** Of the whole file, lower-case hex; when given it must match what arrives. */
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .nullable()
          .default(null),
      }),
    )
    .min(1)
    .max(2000),
});
export const createdImport = z.object({ id: z.uuid() });
export const importParams = z.object({ id: z.uuid() });
/** Files are numbered from 1, in the order in which they were announced. */
export const importFileParams = z.object({ id: z.uuid(), n: z.coerce.number().pipe(ordinal) });
export const pieceQuery = z.strictObject({ offset: z.coerce.number().int().min(0).default(0) });
export const pieceHeaders = z.object({
  bytes: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export const uploadedPiece = z.object({ receivedBytes: z.number().int(), isComplete: z.boolean() });
export type UploadedPiece = z.infer<typeof uploadedPiece>;

/** POST /api/v1/imports/{id}/start – CSV files need a mapping: file number → our field → header text. */
export const startImport = z.strictObject({
  csvMappings: z.record(z.string(), z.record(z.string(), z.string().max(200))).default({}),
});
/** GET /api/v1/imports/{id}/files/{n}/csv-preview */
export const csvPreview = z.object({
  headers: z.array(z.string()),
  sampleRows: z.array(z.array(z.string())),
  mapping: z.record(z.string(), z.string()),
});
export type CsvPreview = z.infer<typeof csvPreview>;

export const ledger = z.object({
  records: z.number(),
  parsed: z.number(),
  ignored: z.number(),
  truncated: z.number(),
  malformed: z.number(),
  reasons: z.array(
    z.object({ outcome: z.enum(LEDGER_OUTCOMES), reason: z.string(), count: z.number(), firstPosition: z.number() }),
  ),
});
export type LedgerDto = z.infer<typeof ledger>;

export const importFile = z.object({
  number: z.number().int(),
  name: z.string(),
  bytes: z.number(),
  receivedBytes: z.number(),
  sha256: z.string().nullable(),
  state: z.enum(FILE_STATES),
  /** Recognised by content; null until read. */
  format: z.string().nullable(),
  recordsRead: z.number(),
  observations: z.number(),
  flows: z.number(),
  firstSeenAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  ledger: ledger.nullable(),
  warnings: z.array(z.string()),
  /** Why it failed, or which import already holds the same content: one sentence. */
  message: z.string().nullable(),
});
export type ImportFileDto = z.infer<typeof importFile>;

export const importSummary = z.object({
  id: z.uuid(),
  site: z.string(),
  realm: z.string(),
  sensor: z.string().nullable(),
  actor: z.string(),
  state: z.enum(IMPORT_STATES),
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
  fileCount: z.number().int(),
  /** Of its first files, in the order in which they were announced. */
  fileNames: z.array(z.string()),
  /** Recognised by content, each once; empty until the first file is read. */
  formats: z.array(z.string()),
  bytes: z.number(),
  /** 0 to 1 over receive, read and merge. */
  progress: z.number(),
  /** What happens now: "Reading plant.pcap, 13,472 packets". */
  stage: z.string(),
  message: z.string().nullable(),
  totals: z.object({
    records: z.number(),
    parsed: z.number(),
    ignored: z.number(),
    truncated: z.number(),
    malformed: z.number(),
  }),
  devicesNew: z.number().int().nullable(),
  devicesChanged: z.number().int().nullable(),
});
export type ImportSummary = z.infer<typeof importSummary>;
/** GET /api/v1/imports?cursor=&limit= – newest first. */
export const importsQuery = z.strictObject({
  ...siteScope.shape,
  /** Only imports that lost something in this way. */
  lost: z.enum(IMPORT_LOSSES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const importPage = pageOf(importSummary).extend({
  /** Of all imports that fit, on whatever page they stand. */
  running: z.number().int(),
  failed: z.number().int(),
  records: z.number(),
});
export type ImportPage = z.infer<typeof importPage>;
/** GET /api/v1/imports/{id}; POST /api/v1/imports/{id}/cancel answers with the same. */
export const importDetail = importSummary.extend({ files: z.array(importFile) });
export type ImportDetail = z.infer<typeof importDetail>;

/**
 * GET /api/v1/imports/{id}/deletion: what taking the import out would take along.
 * DELETE /api/v1/imports/{id}?reason=&seen=: takes it out, and answers with the same. There is no undo but importing again.
 */
export const importDeletion = z.object({
  fileNames: z.array(z.string()),
  files: z.number().int(),
  /** Of the files: also brought by another import, so that what they say stays. */
  filesShared: z.number().int(),
  observations: z.number().int(),
  flows: z.number().int(),
  devicesGone: z.number().int(),
  devicesChanged: z.number().int(),
  /** Marks all of this: given back when it is confirmed, it keeps anything else from going (409). */
  seen: z.string(),
});
export type ImportDeletion = z.infer<typeof importDeletion>;
export const deletionQuery = z.strictObject({
  reason: z.string().trim().min(3).max(500),
  seen: z.string().max(64).optional(),
});

/** POST /api/v1/sample-plant – loads the simulated plant through the ordinary pipeline. */
export const samplePlant = z.object({ importIds: z.array(z.uuid()) });
