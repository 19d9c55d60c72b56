import { z } from "zod";
import { FEED_KINDS } from "@/lib/domain/knowledge/feed";
import { MAX_FILE_BYTES, MAX_FILES } from "./bundle-layout";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const manifestFile = z.strictObject({
  feed: z.enum(FEED_KINDS),
  /** A name for people and for telling documents apart; never a path that is opened. */
  name: z
    .string()
    .min(1)
    .max(300)
    .regex(/^[\w.+()-]+(?: [\w.+()-]+)*$/),
  /** When its publisher says that it was made; null when the file does not say. */
  datedAt: z.iso.datetime().nullable(),
  /** Where it was fetched from, for people. */
  source: z.string().max(2_000),
  /** Of the unpacked file. */
  bytes: z.number().int().min(0).max(MAX_FILE_BYTES),
  sha256,
  packedBytes: z.number().int().min(0),
  /** Of the payload as it lies in the bundle. */
  packedSha256: sha256,
});

/** What a bundle says of itself. Sequence numbers grow with every bundle of one signer; an older one is refused. */
export const manifest = z.strictObject({
  sequence: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  createdAt: z.iso.datetime(),
  note: z.string().max(2_000),
  files: z.array(manifestFile).max(MAX_FILES),
});

export type Manifest = z.infer<typeof manifest>;
export type ManifestFile = z.infer<typeof manifestFile>;
