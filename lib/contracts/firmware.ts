import { z } from "zod";
import { CHECK_RESULTS, SIGNATURE_STATES, STATED_SIGNATURES } from "@/lib/domain/firmware/firmware-check";
import { FIRMWARE_LISTS } from "./choices";
import { id, isoTime, pageOf, reason } from "./primitives";

export type FirmwareListName = (typeof FIRMWARE_LISTS)[number];

/** GET /api/v1/firmware – products by what their devices run; in the URL of the page, too. */
export const firmwareQuery = z.strictObject({
  q: z.string().trim().max(200).default(""),
  list: z.enum(FIRMWARE_LISTS).default("all"),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const firmwareVersion = z.object({
  /** As devices state it; null where it was not seen. */
  firmware: z.string().nullable(),
  devices: z.number().int(),
  /** To the product's target; null without a target or a version. */
  standing: z.enum(["same", "behind", "ahead", "differs"]).nullable(),
  offGolden: z.number().int(),
  findings: z.number().int(),
  /** Of these, those that the target fixes. */
  fixable: z.number().int(),
  /** Finds its devices: docs/query-language.md. */
  query: z.string(),
});
export type FirmwareVersionDto = z.infer<typeof firmwareVersion>;

export const goldenVersion = z.object({
  id,
  version: z.string(),
  alsoApproved: z.array(z.string()),
  /** Name of the zone or site for which it is set; null for the plant. */
  scope: z.object({ kind: z.enum(["zone", "site"]), id, name: z.string() }).nullable(),
  reason: z.string(),
  actor: z.string(),
  setAt: isoTime,
  ended: z.object({ at: isoTime, by: z.string(), reason: z.string() }).nullable(),
});
export type GoldenVersionDto = z.infer<typeof goldenVersion>;

const latestKnown = z.object({ version: z.string(), advisory: z.string(), because: z.string() });

export const firmwareProduct = z.object({
  id,
  name: z.string(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  orderNumber: z.string().nullable(),
  devices: z.number().int(),
  /** How many different versions were seen. */
  versionCount: z.number().int(),
  unseen: z.number().int(),
  /** Newest version that an imported advisory calls fixed; there may be newer ones. */
  latest: latestKnown.nullable(),
  /** What behind, ahead and fixable are measured by: the plant's golden version, else the latest known. */
  target: z.string().nullable(),
  behind: z.number().int(),
  ahead: z.number().int(),
  incomparable: z.number().int(),
  offGolden: z.number().int(),
  /** When support of the first of its devices ends or ended; null when no imported list says. */
  supportEndsAt: isoTime.nullable(),
  findings: z.number().int(),
  fixable: z.number().int(),
  /** Rules that hold. */
  golden: z.array(goldenVersion),
  /** Oldest first; of many, those of most devices. */
  versions: z.array(firmwareVersion),
  query: z.string(),
});
export type FirmwareProductDto = z.infer<typeof firmwareProduct>;

export const firmwarePage = pageOf(firmwareProduct).extend({
  sums: z.object({
    products: z.number().int(),
    devices: z.number().int(),
    unseen: z.number().int(),
    offGolden: z.number().int(),
    withGolden: z.number().int(),
    behind: z.number().int(),
    fixable: z.number().int(),
  }),
});
export type FirmwarePageDto = z.infer<typeof firmwarePage>;

const version = z.string().trim().min(1, "Give a version.").max(120);

/** POST /api/v1/firmware/products/{id}/golden – takes the place of what was set for the same product and place. */
export const newGoldenVersion = z
  .strictObject({
    version,
    alsoApproved: z.array(version).max(20).default([]),
    /** At most one of the two; neither: the whole plant. */
    zoneId: id.nullable().default(null),
    siteId: id.nullable().default(null),
    reason,
  })
  .refine((it) => it.zoneId === null || it.siteId === null, { error: "Give a zone or a site, not both." });
export type NewGoldenVersionInput = z.input<typeof newGoldenVersion>;

/** POST /api/v1/firmware/golden/{id}/end */
export const endGolden = z.strictObject({ reason });

/** GET /api/v1/firmware/products/{id} */
export const firmwareProductDetail = firmwareProduct.extend({
  /** All rules that ever were, newest first. */
  history: z.array(goldenVersion),
});
export type FirmwareProductDetailDto = z.infer<typeof firmwareProductDetail>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "A SHA-256 has 64 digits from 0 to 9 and a to f, in lower case.");
const said = (max: number) => z.string().trim().max(max).default("");

/** POST /api/v1/firmware/checks – a file was verified; the file itself stays where it is. */
export const newFirmwareCheck = z.strictObject({
  fileName: z.string().trim().min(1).max(300),
  bytes: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
  sha256,
  vendor: said(200),
  product: z.string().trim().min(1, "Say which product the file is for.").max(200),
  version: z.string().trim().min(1, "Say which version the file is.").max(120),
  /** As the vendor publishes it; empty when nobody compared. */
  published: said(2000),
  /** Where it is published. */
  publishedAt: said(500),
  signature: z.enum(STATED_SIGNATURES).default("not-checked"),
  signer: said(200),
  note: said(1000),
});
export type NewFirmwareCheckInput = z.input<typeof newFirmwareCheck>;
export type NewFirmwareCheckValues = z.output<typeof newFirmwareCheck>;

export const firmwareCheck = z.object({
  id: z.string(),
  at: isoTime,
  actor: z.string(),
  fileName: z.string(),
  bytes: z.number(),
  sha256,
  vendor: z.string().nullable(),
  product: z.string(),
  version: z.string(),
  publishedSha256: sha256.nullable(),
  publishedAt: z.string().nullable(),
  result: z.enum(CHECK_RESULTS),
  signature: z.enum(SIGNATURE_STATES),
  signer: z.string().nullable(),
  note: z.string(),
  origin: z.enum(["browser", "command-line"]),
  /** Other records of the same file name, product and version that have another hash. */
  otherHashes: z.number().int(),
});
export type FirmwareCheckDto = z.infer<typeof firmwareCheck>;

/** GET /api/v1/firmware/checks – newest first. */
export const firmwareCheckQuery = z.strictObject({
  q: z.string().trim().max(200).default(""),
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const firmwareChecks = z.object({ items: z.array(firmwareCheck), next: z.string().nullable() });
